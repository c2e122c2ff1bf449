/** Port: what the desk may do to the library: look at a file, publish it, replace a document by it, withdraw a document. */

/** What a department says of a document; what is absent is read from its text. */
export interface DocumentMetadata {
  readonly title?: string
  /** Document number (发文字号). */
  readonly number?: string
  readonly issuer?: string
  /** `YYYY-MM-DD`, as `effective` and `expires`. */
  readonly date?: string
  readonly status?: string
  readonly effective?: string
  readonly expires?: string
  /** Id of the document that this one supersedes. */
  readonly supersedes?: string
}

/** A file that was read and is not yet published. */
export interface Preview {
  /** Names it until it is published or discarded. */
  readonly id: string
  readonly file: string
  /** Kind of the file, told by its content: `docx`, `pdf`, … */
  readonly kind: string
  /** Id that the document would have. */
  readonly document: string
  readonly metadata: DocumentMetadata
  readonly sections: readonly {
    readonly locator: string
    readonly level: number
    readonly title: string
    readonly line: number
  }[]
  readonly facts: {
    readonly targets: number
    readonly responsibilities: number
    readonly obligations: number
    /** A few of them, as they stand in the text. */
    readonly examples: readonly { readonly line: number; readonly quote: string }[]
  }
  readonly coverage: {
    /** Of the extracted text. */
    readonly characters: number
    /** Share (0–1) of the original's characters that was taken; null where the format does not tell. */
    readonly taken: number | null
    /** Share (0–1) of the text that stands in a section. */
    readonly insideSections: number
    /** What was left out or not understood, in words. */
    readonly notes: readonly string[]
  }
  readonly warnings: readonly string[]
}

export interface LibraryDesk {
  /** @throws Error whose message says why the file cannot be read. */
  stage(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<Preview>
  /** What was staged and still waits; null for an unknown id. */
  staged(id: string): Promise<Preview | null>
  discard(id: string): Promise<void>
  /** Makes it a new document, and gives its id; answers follow at once. */
  publish(id: string, metadata: DocumentMetadata): Promise<string>
  /** Makes it the new text of a document that stands. */
  replace(document: string, id: string, metadata: DocumentMetadata): Promise<void>
  withdraw(document: string): Promise<void>
  /** Files of the library that could not be read. */
  failures(): Promise<readonly { readonly file: string; readonly reason: string }[]>
}
