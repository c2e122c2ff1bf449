/** Gives text that cannot deceive the eye: invisible and direction-changing characters are printed as their code. */

// Bidirectional marks, embeddings, overrides and isolates; zero-width characters; interlinear and tag characters.
const DECEIVING =
  /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu

/** For display only: what is copied and what is proven stays the text itself. A right-to-left override becomes `[U+202E]`. */
export function visibleText(text: string): string {
  return text.replace(
    DECEIVING,
    (character) => `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
  )
}
