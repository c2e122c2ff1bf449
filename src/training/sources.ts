/** The licensed sources of ../shared/data/train as pairs of texts and as documents of sentences, all normalised. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { normalizeForEmbedding } from '../embedding/normalize.ts'

/** A training source: `pairs` hold (question, passage), `sentences` hold the sentences of one text each. */
export interface Source {
  readonly name: string
  readonly kind: 'pairs' | 'sentences'
  readonly documents: readonly (readonly string[])[]
}

const MAXIMUM_PASSAGE = 1_500
const MAXIMUM_SENTENCE = 120

/** Files of one kind, each with the source it goes into. */
const RETRIEVAL: Readonly<Record<string, string>> = {
  stard_train: 'law-questions',
  lecoqa_train_qa: 'law-answers',
  guangdong_matters: 'services',
  tpe_faq_train: 'city-faq',
  gemet_terms: 'terms',
  cmrc2018_trial: 'reading',
  drcd_dev: 'reading',
  policyqa_en_dev: 'english-policy',
  policyqa_en_test: 'english-policy',
  covid_faq_en: 'english-faq',
}
const PARALLEL: Readonly<Record<string, string>> = {
  jiyu: 'parallel',
  tatoeba_cmn: 'parallel-short',
  gemet_definitions: 'parallel-terms',
  prc_laws_bilingual: 'parallel-law',
}
const POLICY_TEXTS = [
  'city_work_reports_2024',
  'government_work_reports',
  'central_policies',
  'policy_text_2021',
]

type Row = Readonly<Record<string, unknown>>

/** Rows of a gzipped JSONL file. */
export function* readRows(path: string): Generator<Row> {
  const bytes = gunzipSync(readFileSync(path))
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start)
    const stop = end === -1 ? bytes.length : end
    if (stop > start) yield JSON.parse(bytes.toString('utf8', start, stop)) as Row
    start = stop + 1
  }
}

/** Every source but the lexicons, in a fixed order. */
export function* readSources(data: string): Generator<Source> {
  const train = (name: string) => join(data, 'train', `${name}.jsonl.gz`)
  for (const [file, name] of Object.entries(PARALLEL)) {
    yield { name, kind: 'pairs', documents: [...parallelPairs(train(`parallel-${file}`))] }
  }
  const retrieval = new Map<string, string[][]>()
  for (const [file, name] of Object.entries(RETRIEVAL)) {
    const pairs = retrieval.get(name) ?? []
    retrieval.set(name, pairs)
    for (const row of readRows(train(`retrieval-${file}`))) {
      pairs.push([normalizeForEmbedding(row.q as string), passage(row.pos as string)])
    }
  }
  for (const [name, documents] of retrieval) yield { name, kind: 'pairs', documents }

  const policies = POLICY_TEXTS.flatMap((file) => [...readRows(train(`text-${file}`))])
  yield {
    name: 'policy-sentences',
    kind: 'sentences',
    documents: policies.flatMap((row) => sentencesOf(row.text)),
  }
  yield {
    name: 'policy-headings',
    kind: 'pairs',
    documents: policies.flatMap((row) => headingPairs(row.text)),
  }
  const news = [...readRows(train('text-xinwenlianbo'))]
  yield { name: 'news-sentences', kind: 'sentences', documents: news.flatMap((row) => sentencesOf(row.text)) }
  yield {
    name: 'news-headlines',
    kind: 'pairs',
    documents: news
      .filter((row) => !/快讯|内容提要/.test(row.title as string))
      .map((row) => [normalizeForEmbedding(row.title as string), passage(row.text as string)]),
  }
  const articles = [...readRows(join(data, 'laws.jsonl.gz'))].filter((row) => row.current)
  yield {
    name: 'law-headings',
    kind: 'pairs',
    documents: articles
      .filter((row) => row.chapter)
      .map((row) => [normalizeForEmbedding(`${row.law} ${row.chapter}`), passage(row.text as string)]),
  }
  yield {
    name: 'law-sentences',
    kind: 'sentences',
    documents: articles.flatMap((row) => sentencesOf(row.text)),
  }
}

/** Entries of the two lexicons: a Chinese term and its glosses, without parentheses. */
export function* readLexicons(data: string): Generator<{ zh: string[]; en: string[] }> {
  for (const name of ['cc_cedict', 'gemet']) {
    for (const row of readRows(join(data, 'train', `lexicon-${name}.jsonl.gz`))) {
      const zh = [row.zh].flat() as string[]
      const en = (row.en as string[])
        .map((gloss) => normalizeForEmbedding(gloss.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')).trim())
        .filter((gloss) => /[a-z]/.test(gloss))
      yield { zh: zh.slice(0, 4).map(normalizeForEmbedding), en: en.slice(0, 6) }
    }
  }
}

function passage(text: string): string {
  return normalizeForEmbedding(text.slice(0, MAXIMUM_PASSAGE))
}

/** Sentence pairs that are likely translations of one another: recipe in ../shared/EMBEDDER.md, "Pairs". */
function* parallelPairs(path: string): Generator<string[]> {
  const seen = new Set<string>()
  for (const row of readRows(path)) {
    if (typeof row.s === 'number' && row.s < 0.3) continue
    const zh = normalizeForEmbedding(row.zh as string)
    const en = normalizeForEmbedding(row.en as string)
    const han = zh.match(/[\u3400-\u9fff]/g)?.length ?? 0
    const words = en.match(/[a-z]+/g)?.length ?? 0
    if (han < 2 || han > 200 || words === 0 || /[\u3400-\u9fff]/.test(en)) continue
    const ratio = han / words
    if (han + words > 12 && (ratio < 0.6 || ratio > 4)) continue
    const key = `${zh}\t${en}`
    if (seen.has(key)) continue
    seen.add(key)
    yield [zh, en]
  }
}

/** Sentences of a text in documents of at least three; markup of web pages is dropped. */
function sentencesOf(text: unknown): string[][] {
  const clean = (text as string).replace(/&[a-z]+;|<[^>]*>|\[[^\]]*\]\([^)]*\)/g, ' ')
  const sentences = clean
    .split(/(?<=[。！？；\n])/)
    .map((sentence) => normalizeForEmbedding(sentence.trim()))
    .filter((sentence) => {
      const han = sentence.match(/[\u3400-\u9fff]/g)?.length ?? 0
      return han >= 5 && sentence.length <= MAXIMUM_SENTENCE * 2
    })
  return sentences.length >= 3 ? [sentences] : []
}

/** (heading, text below it) for lines such as （一）加快能源转型。…, where the heading is a first short sentence or line. */
function headingPairs(text: unknown): string[][] {
  const lines = (text as string).split('\n').map((line) => line.trim())
  return lines.flatMap((line, i) => {
    const run =
      /^(?:[（(]?[一二三四五六七八九十]+[)）、.]|\d+[.、．])\s*([^。；]{4,40})(?:。(.{30,})|$)/.exec(line)
    if (!run) return []
    const body = run[2] ?? lines[i + 1] ?? ''
    return body.length < 30 ? [] : [[normalizeForEmbedding(run[1]!), passage(body)]]
  })
}
