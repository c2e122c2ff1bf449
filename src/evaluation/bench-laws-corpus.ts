/** Writes a corpus folder of laws, one text a law and version, from a file of articles such as laws.jsonl.gz. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const ARTICLE = z.object({
  law: z.string(),
  /** ISO date of the version; may be empty. */
  date: z.string(),
  chapter: z.string(),
  article: z.string(),
  text: z.string(),
  /** False for a version that a later one replaced. */
  current: z.boolean(),
})

export type LawArticle = z.output<typeof ARTICLE>

/** Articles of a gzipped or plain JSONL file. */
export async function readLawArticles(path: string): Promise<LawArticle[]> {
  const bytes = await readFile(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.split('\n').flatMap((line) => (line === '' ? [] : [ARTICLE.parse(JSON.parse(line))]))
}

export interface LawText {
  /** Name of its files; a title of more than 60 characters is cut and told apart by its hash. */
  readonly id: string
  readonly title: string
  readonly date: string
  readonly text: string
}

const LONGEST_ID = 60

/** Title, chapters and articles as official texts print them: 第一章 … on a line, 第一条 before its text. */
export function lawTexts(articles: readonly LawArticle[]): LawText[] {
  const laws = new Map<string, LawArticle[]>()
  for (const article of articles) {
    const key = `${article.law} ${article.date}`
    const known = laws.get(key)
    if (known) known.push(article)
    else laws.set(key, [article])
  }
  const versions = new Map<string, number>()
  for (const [first] of laws.values()) versions.set(first!.law, (versions.get(first!.law) ?? 0) + 1)
  return [...laws.values()].map((of) => {
    const { law, date } = of[0]!
    const name = versions.get(law) === 1 ? law : `${law}-${date || 'undated'}`
    return { id: fileName(name), title: law, date, text: textOf(law, of) }
  })
}

function fileName(name: string): string {
  const safe = name.replace(/[/\\\0\s]/g, '')
  if (safe.length <= LONGEST_ID) return safe
  return `${safe.slice(0, LONGEST_ID)}-${createHash('sha1').update(name).digest('hex').slice(0, 6)}`
}

function textOf(law: string, articles: readonly LawArticle[]): string {
  const lines = [law, '']
  let chapter = ''
  for (const each of articles) {
    if (each.chapter !== '' && each.chapter !== chapter) lines.push(each.chapter)
    chapter = each.chapter
    lines.push(`${each.article}　${each.text}`)
  }
  return `${lines.join('\n')}\n`
}

/** `<id>.txt` with its sidecar `<id>.json`. */
export async function writeLaws(texts: readonly LawText[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { id, title, date, text } of texts) {
    await writeFile(join(folder, `${id}.txt`), text)
    const sidecar = { title, ...(/^\d{4}-\d\d-\d\d$/.test(date) && { date }) }
    await writeFile(join(folder, `${id}.json`), JSON.stringify(sidecar))
  }
}
