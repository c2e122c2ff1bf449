/** The field documents as statements and their questions with gold, as the reader's trainer cuts and labels them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export interface FieldStatement {
  readonly context: string
  readonly text: string
}

export interface FieldDocument {
  readonly id: string
  readonly statements: readonly FieldStatement[]
}

export interface FieldQuestion {
  readonly id: string
  readonly document: string
  readonly lang: 'zh' | 'en'
  readonly type: string
  readonly turns: readonly string[]
  readonly expect: 'answer' | 'correct' | 'abstain'
  /** Its premise is denied by the document. */
  readonly contradicted: boolean
  /** It supposes something: yes/no questions and false premises. */
  readonly supposes: boolean
  /** Positions of the statements that hold the evidence; empty for `abstain`. */
  readonly gold: readonly number[]
  /** Verbatim parts of a right answer. */
  readonly answer: readonly string[]
}

/** Never trained on: reports are made on them. */
export const DEVELOPMENT: ReadonlySet<string> = new Set(
  'cp-53 cp-56 cr-6 cr-9 er-57 er-48 sh-5 sh-10 na-3 na-5 cp-187 cp-135'.split(' '),
)

const QUESTION = z.object({
  id: z.string(),
  lang: z.enum(['zh', 'en']),
  type: z.string(),
  turns: z.array(z.string()).min(1),
  expect: z.enum(['answer', 'correct', 'abstain', 'clarify']),
  line: z.array(z.int()),
  evidence: z.array(z.string()),
  answer: z.array(z.string()),
  verdict: z.string().nullish(),
})

const EXPORTED = z.object({
  line: z.int(),
  start: z.int(),
  end: z.int(),
  context: z.string(),
  text: z.string(),
})

/**
 * Reads `docs/*.txt` and `q/*.jsonl` of a folder. Statements are the product's where `statements` holds `<id>.jsonl`
 * (offsets into the document), else sentences as the trainer cuts them. Questions to be clarified, or whose evidence is in
 * no statement, are left out.
 */
export function readField(folder: string, wanted: (document: string) => boolean, statements?: string) {
  const documents = new Map<string, FieldDocument>()
  const questions: FieldQuestion[] = []
  for (const file of readdirSync(join(folder, 'q')).sort()) {
    const id = file.replace(/\.jsonl$/, '')
    if (!wanted(id)) continue
    const text = readFileSync(join(folder, 'docs', `${id}.txt`), 'utf8').replace(/\n+$/, '')
    const exported = statements && join(statements, `${id}.jsonl`)
    const own = exported && existsSync(exported) ? readStatements(exported) : statementsOf(text)
    documents.set(id, { id, statements: own })
    for (const row of readFileSync(join(folder, 'q', file), 'utf8').split('\n')) {
      if (!row.trim()) continue
      const { verdict, line, evidence, expect, ...rest } = QUESTION.parse(JSON.parse(row))
      const gold = goldOf(text, own, evidence, line)
      if (expect === 'clarify' || (expect !== 'abstain' && gold.length === 0)) continue
      questions.push({
        ...rest,
        document: id,
        expect,
        gold: expect === 'abstain' ? [] : gold,
        contradicted: expect === 'correct' || verdict === 'no',
        supposes: expect === 'correct' || rest.type === 'yesno' || rest.type === 'false_premise',
      })
    }
  }
  return { documents, questions }
}

function readStatements(path: string): Placed[] {
  const rows = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return rows.map((row) => EXPORTED.parse(JSON.parse(row)))
}

/** A stretch of the document. */
interface Sentence {
  readonly line: number
  readonly start: number
  readonly end: number
  readonly text: string
}

type Placed = Sentence & FieldStatement

const SENTENCE = /[^。；;!?！？]*[。；;!?！？]+[”"’』】)）]*|[^。；;!?！？]+$/g

function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let at = 0
  text.split('\n').forEach((line, index) => {
    for (const match of line.matchAll(SENTENCE)) {
      const own = match[0].trim()
      const start = at + match.index + match[0].indexOf(own)
      if (own.length >= 2) sentences.push({ line: index + 1, start, end: start + own.length, text: own })
    }
    at += line.length + 1
  })
  return sentences
}

const LEVELS = [
  /^(第[一二三四五六七八九十百]+[章编]|[一二三四五六七八九十]+、)/,
  /^(第[一二三四五六七八九十百]+节|[（(][一二三四五六七八九十]+[)）])/,
  /^\d{1,2}[.．、](?!\d)/,
]

function headingsOf(text: string): string[] {
  const path = ['', '', '']
  return text.split('\n').map((line) => {
    const level = LEVELS.findIndex((pattern) => pattern.test(line))
    if (level < 0) return path.filter(Boolean).join(' ')
    path.fill('', level)
    path[level] = line.replace(/[。；;:：].*$/, '').slice(0, 40)
    return path.slice(0, level).filter(Boolean).join(' ')
  })
}

/** Context: end of the heading path, then of the sentence before in the line or of the line that announces the item. */
function statementsOf(text: string): Placed[] {
  const sentences = sentencesOf(text)
  const headings = headingsOf(text)
  return sentences.map((sentence, i) => {
    const { line } = sentence
    const before = sentences[i - 1]
    let lead = ''
    if (before?.line === line) lead = before.text.slice(-36)
    else {
      for (let j = i - 1; j >= 0 && j > i - 14; j--) {
        if (!/[：:]$/.test(sentences[j]!.text)) continue
        lead = sentences[j]!.text.slice(-40)
        break
      }
    }
    const context = [headings[line - 1]!.slice(-44), lead].filter(Boolean).join(' ')
    return { ...sentence, context }
  })
}

function goldOf(
  text: string,
  sentences: readonly Sentence[],
  evidence: readonly string[],
  lines: readonly number[],
): number[] {
  const starts = [0]
  for (const line of text.split('\n')) starts.push(starts.at(-1)! + line.length + 1)
  const gold = new Set<number>()
  evidence.forEach((part, e) => {
    const at = text.indexOf(part, starts[(lines[e] ?? 1) - 1] ?? 0)
    if (at < 0) return
    sentences.forEach(({ start, end }, i) => {
      const overlap = Math.min(end, at + part.length) - Math.max(start, at)
      if (overlap >= Math.min(6, part.length, end - start)) gold.add(i)
    })
  })
  return [...gold].sort((a, b) => a - b)
}
