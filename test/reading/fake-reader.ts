/** A reader for tests: a statement answers as far as it has the question's characters, and those are the answer. */
import { KINDS, type Reader, type ReaderQuestion } from '../../src/ports/reader.ts'

export function fakeReader(): Reader {
  const asked = ({ turns }: ReaderQuestion) => new Set(turns.join(''))
  return {
    id: 'fake',
    kind: 'basic',
    kinds: async () =>
      Object.fromEntries(KINDS.map((kind) => [kind, 1 / KINDS.length])) as Awaited<
        ReturnType<Reader['kinds']>
      >,
    read: async (question, statements) => {
      const characters = asked(question)
      return statements.map(({ text }) => {
        const answerSpans = [...text.matchAll(/\p{L}+/gu)]
          .filter(([word]) => [...word].every((character) => characters.has(character)))
          .map(({ 0: word, index }) => ({ start: index, end: index + word.length }))
        const shared = [...characters].filter((character) => text.includes(character)).length
        return { answers: shared / Math.max(1, characters.size), contradicts: 0, answerSpans }
      })
    },
  }
}
