/** Cosines of a question and statements that the index did not compare with it. */
import { inContext } from '../../domain/statement.ts'
import { questionText } from '../../reading/pairs.ts'
import type { Engine } from '../engine.ts'

/** The query vector of a conversation; undefined without vectors. */
export async function queryVector(
  { embedder }: Pick<Engine, 'embedder'>,
  turns: readonly string[],
): Promise<Float32Array | undefined> {
  return embedder ? (await embedder.embed([questionText({ turns })], 'query'))[0] : undefined
}

/** One each, in order; null without vectors. */
export async function cosinesOf(
  { embedder }: Pick<Engine, 'embedder'>,
  query: Float32Array | undefined,
  statements: readonly { readonly context: string; readonly text: string }[],
): Promise<readonly number[] | null> {
  if (!embedder || !query) return null
  const vectors = await embedder.embed(statements.map(inContext), 'passage')
  return vectors.map((vector) => vector.reduce((sum, value, d) => sum + value * query[d]!, 0))
}
