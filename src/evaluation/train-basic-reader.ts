/** Fits the basic reader on the field's training documents: `npm run train-basic-reader -- --field DIR`. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readEmbedderFiles } from '../adapters/node/embedder-files.ts'
import { loadStaticEmbedder } from '../embedding/static-embedder.ts'
import { KINDS, type Kind } from '../ports/reader.ts'
import { basicFeatures } from '../reading/basic-features.ts'
import { cueText, kindFeatures } from '../reading/basic-kinds.ts'
import type { BasicModel } from '../reading/basic-model.ts'
import { basicQuestion } from '../reading/basic-reader.ts'
import { questionText } from '../reading/pairs.ts'
import { fitLogistic, fitSoftmax, type Row } from './fit-logistic.ts'
import { candidatesIn } from './reader-candidates.ts'
import { DEVELOPMENT, type ReaderFieldQuestion, readField } from './reader-field.ts'

const { values: options } = parseArgs({
  options: {
    field: { type: 'string', default: 'field' },
    out: { type: 'string', default: 'index/reader/basic.json' },
  },
})

/** Kinds by the field's types; questions of other types teach no kind. */
const KIND_OF: Readonly<Record<string, Kind>> = Object.fromEntries(
  (
    [
      ['figure', 'target figure money fine amount penalty number threshold frequency money_source'],
      ['count', 'count'],
      ['deadline', 'deadline time'],
      ['bodies', 'responsibility power role'],
      ['list', 'list content'],
      ['measure', 'measure support benefit'],
      ['obligation', 'obligation ban prohibition'],
      ['condition', 'condition exception eligibility'],
      ['procedure', 'procedure'],
      ['definition', 'definition'],
      ['document', 'docfact document_fact doc_fact doc_reference'],
      ['yesno', 'yesno false_premise'],
      ['comparison', 'comparison compare'],
    ] as const
  ).flatMap(([kind, types]) => types.split(' ').map((type) => [type, kind])),
)

const CUES = 240
const embedder = await loadStaticEmbedder(await readEmbedderFiles('index/embedder'))
const { documents, questions } = readField(options.field, (id) => !DEVELOPMENT.has(id))
const of = `${documents.size} documents, ${questions.length} questions of the field, without the development documents`
process.stdout.write(`${of}\n`)

const kinds = fitKinds(questions)
const { answers, contradicts } = await fitScorers(kinds)
const model: BasicModel = { of, answers, contradicts, kinds }
await writeFile(options.out, `${JSON.stringify(model)}\n`)
process.stdout.write(`${options.out} written\n`)

function fitKinds(all: readonly ReaderFieldQuestion[]): BasicModel['kinds'] {
  const labelled = all.filter(({ type }) => KIND_OF[type])
  const cues = chooseCues(labelled)
  const rows = labelled.map((question) => {
    const text = questionText(question)
    const label = KINDS.indexOf(KIND_OF[question.type]!)
    return { features: kindFeatures(text, embedder.embedOne(text), cues), label }
  })
  return { cues, ...fitSoftmax(rows, KINDS.length, { l2: 3e-4, epochs: 150, rate: 0.05 }) }
}

/** Strings of one to four Han characters or one or two words that say most about the kind (information gain). */
function chooseCues(labelled: readonly ReaderFieldQuestion[]): string[] {
  const total = KINDS.map(() => 0)
  const counts = new Map<string, number[]>()
  for (const question of labelled) {
    const kind = KINDS.indexOf(KIND_OF[question.type]!)
    total[kind]!++
    for (const cue of cuesIn(cueText(question.turns.at(-1)!))) {
      const row = counts.get(cue) ?? KINDS.map(() => 0)
      row[kind]!++
      counts.set(cue, row)
    }
  }
  const gain = (row: readonly number[]) => {
    const rest = total.map((n, k) => n - row[k]!)
    return entropy(total) - (sum(row) * entropy(row) + sum(rest) * entropy(rest)) / labelled.length
  }
  return [...counts]
    .filter(([, row]) => sum(row) >= 12)
    .map(([cue, row]) => ({ cue, gain: gain(row) }))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, CUES)
    .map(({ cue }) => cue)
}

function cuesIn(text: string): Set<string> {
  const cues = new Set<string>()
  for (let length = 1; length <= 4; length++) {
    for (let i = 0; i + length <= text.length; i++) {
      const cue = text.slice(i, i + length)
      if (/^[\u4e00-\u9fff]+ ?$/.test(cue)) cues.add(cue)
    }
  }
  const words = text.trim().split(' ')
  words.forEach((word, i) => {
    if (!/^[a-z]+$/.test(word)) return
    cues.add(` ${word} `)
    if (words[i + 1]) cues.add(` ${word} ${words[i + 1]} `)
  })
  return cues
}

async function fitScorers(fitted: BasicModel['kinds']) {
  const candidatesOf = candidatesIn(documents, embedder)
  const answerRows: Row[] = []
  const contradictRows: Row[] = []
  for (const question of questions) {
    const asked = basicQuestion(question, { kinds: fitted }, embedder)
    for (const candidate of await candidatesOf(question)) {
      const features = basicFeatures(asked, candidate, embedder.embedOne(candidate.text))
      const gold = question.gold.includes(candidate.statement)
      answerRows.push({ features, label: gold ? 1 : 0 })
      // Whether a statement denies the premise is asked of the statements that speak to it.
      if (gold) contradictRows.push({ features, label: question.contradicted ? 1 : 0 })
    }
  }
  const names = Object.keys(answerRows[0]!.features)
  process.stdout.write(`${answerRows.length} readings, ${names.length} features\n`)
  return {
    answers: fitLogistic(answerRows, names, 1e-3),
    contradicts: fitLogistic(contradictRows, names, 3e-3),
  }
}

function sum(row: readonly number[]): number {
  return row.reduce((total, n) => total + n, 0)
}

function entropy(row: readonly number[]): number {
  const all = sum(row)
  return row.reduce((h, n) => (n > 0 ? h - (n / all) * Math.log(n / all) : h), 0)
}
