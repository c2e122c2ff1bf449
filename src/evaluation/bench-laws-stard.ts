/** Scores statute questions (STARD) end to end over the corpus of laws: gold articles are found again by their text. */

import type { Citation } from '../domain/answer.ts'
import type { Channels, Services } from '../ports/services.ts'
import { statementsOf } from '../statements/statements-of.ts'
import { type LawArticle, type LawText, lawTexts } from './bench-laws-corpus.ts'
import { mean, ndcg, recall } from './ir-measures.ts'
import { rankLexically } from './rank-sets.ts'
import type { RetrievalSet } from './retrieval-sets.ts'

/** An article in the corpus: document id and number (第十二条). */
export type ArticleId = string

export interface StatuteQuestion {
  readonly text: string
  /** Each gold article as all articles of the corpus that have its text. */
  readonly gold: readonly (readonly ArticleId[])[]
}

/** JSON-safe. */
export interface StatuteSet {
  readonly questions: readonly StatuteQuestion[]
  /** Share (0–1) of the gold articles whose text the corpus holds; the others are left out. */
  readonly coverage: number
}

const bare = (text: string) => text.replace(/\s/g, '')

export function articleId(document: string, article: string): ArticleId {
  return `${document} ${article}`
}

function articleIds(texts: readonly LawText[]): (article: LawArticle) => ArticleId {
  const documents = new Map(texts.map(({ id, title, date }) => [`${title} ${date}`, id]))
  return ({ law, date, article }) => articleId(documents.get(`${law} ${date}`)!, article)
}

/** `texts` and `articles` are what the corpus was written from. */
export function statuteSet(
  set: RetrievalSet,
  texts: readonly LawText[],
  articles: readonly LawArticle[],
): StatuteSet {
  const idOf = articleIds(texts)
  const byText = new Map<string, Set<ArticleId>>()
  for (const each of articles) {
    const id = idOf(each)
    const key = bare(each.law + each.article + each.text)
    const known = byText.get(key)
    if (known) known.add(id)
    else byText.set(key, new Set([id]))
  }
  let judged = 0
  let found = 0
  const questions = set.queries.flatMap(({ text, judgements }) => {
    const gold = [...judgements.keys()].map((passage) => byText.get(bare(set.passages[passage]!)))
    judged += gold.length
    const known = gold.flatMap((ids) => (ids ? [[...ids]] : []))
    found += known.length
    return known.length > 0 ? [{ text, gold: known }] : []
  })
  return { questions, coverage: judged ? found / judged : 0 }
}

export interface StatuteScore {
  readonly recall10: number
  readonly ndcg10: number
}

/** `rank` gives articles, best first. */
export async function scoreStatutes(
  { questions }: StatuteSet,
  rank: (question: string) => Promise<readonly ArticleId[]>,
): Promise<StatuteScore> {
  const scores: StatuteScore[] = []
  for (const { text, gold } of questions) {
    const judgements = new Map(gold.map((_, i) => [i, 1]))
    // Articles of one text (versions of a law) stand for one; the others keep their ranks below 0.
    const seen = new Set<number>()
    const ranking = (await rank(text)).flatMap((id, i) => {
      const at = gold.findIndex((ids) => ids.includes(id))
      if (at >= 0 && seen.has(at)) return []
      seen.add(at)
      return [at >= 0 ? at : -1 - i]
    })
    scores.push({ recall10: recall(ranking, judgements, 10), ndcg10: ndcg(ranking, judgements) })
  }
  return {
    recall10: mean(scores.map((each) => each.recall10)),
    ndcg10: mean(scores.map((each) => each.ndcg10)),
  }
}

/** BM25 over whole articles, as published baselines rank them. */
export function rankPlainly(statutes: StatuteSet, articles: readonly LawArticle[]): Promise<StatuteScore> {
  const idOf = articleIds(lawTexts(articles))
  const rankings = rankLexically({
    name: 'laws',
    passages: articles.map(({ law, article, text }) => `${law}${article} ${text}`),
    queries: statutes.questions.map(({ text }) => ({ text, judgements: new Map() })),
  })
  const of = new Map(statutes.questions.map(({ text }, q) => [text, rankings[q]!]))
  return scoreStatutes(statutes, async (question) => of.get(question)!.map(({ id }) => idOf(articles[id]!)))
}

/** Paragraphs asked for, so that ten articles are among them. */
const PARAGRAPHS = 60

/** Articles in the order of their best paragraph. */
export async function rankArticles(
  services: Services,
  question: string,
  channels: Channels,
): Promise<ArticleId[]> {
  const candidates = await services.search(question, { limit: PARAGRAPHS, channels })
  const articles = candidates.flatMap(({ document, statement }) => {
    const { paragraph } = statementsOf(services.library.get(document)!)[statement]!
    const article = articleOf(services, document, paragraph)
    return article === null ? [] : [articleId(document, article)]
  })
  return [...new Set(articles)]
}

/** Number of the article that a citation stands in; empty outside of articles. */
export function citedArticle(services: Services, { document, start }: Citation): string {
  const { paragraphs } = services.library.get(document)!.tree
  const paragraph = paragraphs.findIndex(({ span }) => span.start <= start && start < span.end)
  return paragraph < 0 ? '' : (articleOf(services, document, paragraph) ?? '')
}

/** Number of the article that a paragraph stands in; null outside of articles. */
export function articleOf(services: Services, document: string, paragraph: number): string | null {
  const { sections, paragraphs } = services.library.get(document)!.tree
  for (let at = paragraphs[paragraph]!.section; at !== null; at = sections[at]!.parent) {
    if (sections[at]!.kind === 'article') return sections[at]!.number.replace(/\s/g, '')
  }
  return null
}
