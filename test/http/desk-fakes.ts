/** Ports of the desk made of maps: standard questions, a library that files are added to, an owner that listens. */
import type { DocumentMetadata, LibraryDesk, Preview } from '../../src/ports/library-desk.ts'
import type { HandOver, Owner } from '../../src/ports/owner.ts'
import type { StandardQuestion, StandardQuestions } from '../../src/ports/standard-questions.ts'

export function fakeStandardQuestions(): StandardQuestions & {
  readonly all: Map<string, StandardQuestion[]>
} {
  const all = new Map<string, StandardQuestion[]>()
  const without = (document: string, question: string) =>
    (all.get(document) ?? []).filter((each) => each.question !== question)
  return {
    all,
    list: async (document) => all.get(document) ?? [],
    async add(document, entry) {
      if (entry.question === 'fails') throw new Error('the file is read-only')
      all.set(document, [...without(document, entry.question), entry])
    },
    async remove(document, question) {
      const left = without(document, question)
      const stood = left.length < (all.get(document) ?? []).length
      all.set(document, left)
      return stood
    },
  }
}

export interface FakeLibraryDesk extends LibraryDesk {
  /** What was done, in order. */
  readonly done: unknown[]
}

export function fakeLibraryDesk(): FakeLibraryDesk {
  const staged = new Map<string, Preview>()
  const done: unknown[] = []
  const take = (id: string) => {
    if (!staged.delete(id)) throw new Error('nothing is staged under this id')
  }
  return {
    done,
    async stage({ name, bytes }) {
      const text = new TextDecoder().decode(bytes)
      if (text.startsWith('broken')) throw new Error('the file ends in the middle of a table')
      const preview = previewOf(`s${staged.size + 1}`, name, text)
      staged.set(preview.id, preview)
      done.push(['stage', name, bytes.length])
      return preview
    },
    staged: async (id) => staged.get(id) ?? null,
    async discard(id) {
      take(id)
      done.push(['discard', id])
    },
    async publish(id, metadata: DocumentMetadata) {
      take(id)
      done.push(['publish', id, metadata])
      return id
    },
    async replace(document, id, metadata) {
      take(id)
      done.push(['replace', document, id, metadata])
    },
    async withdraw(document) {
      done.push(['withdraw', document])
    },
    failures: async () => [{ file: '坏的.docx', reason: '压缩包不完整 <b>' }],
  }
}

function previewOf(id: string, file: string, text: string): Preview {
  return {
    id,
    file,
    kind: 'docx',
    document: file.replace(/\.\w+$/, ''),
    metadata: { title: '某市<方案>', number: '某府发〔2026〕1号', date: '2026-01-02' },
    sections: [
      { locator: '一', level: 1, title: '总体要求', line: 2 },
      { locator: '一(一)', level: 2, title: '指导思想', line: 3 },
      { locator: '二', level: 1, title: '重点任务', line: 9 },
    ],
    facts: {
      targets: 2,
      responsibilities: 1,
      obligations: 3,
      examples: [{ line: 4, quote: '到2027年,建成9个加氢站' }],
    },
    coverage: {
      characters: text.length,
      taken: 0.9876,
      insideSections: 0.95,
      notes: ['页眉 2 处未收入正文'],
    },
    warnings: ['第 3 页是图片,没有文字'],
  }
}

export function fakeOwner(fail?: Error): Owner & { readonly taken: HandOver[] } {
  const taken: HandOver[] = []
  return {
    taken,
    async send(handOver) {
      if (fail) throw fail
      taken.push(handOver)
    },
  }
}
