/** The shape of a saved run of `npm run bench:peers`. */
import { z } from 'zod'

const share = z.number().min(0).max(1)

export const PEER_RUN = z.strictObject({
  date: z.iso.datetime(),
  node: z.string(),
  processors: z.int().positive(),
  loadAverage: z.number(),
  rows: z
    .array(
      z.strictObject({
        group: z.string(),
        peer: z.string(),
        statements: z.int().positive().optional(),
        /** Runs before December 2026 indexed paragraphs. */
        passages: z.int().positive().optional(),
        questions: z.int().positive(),
        hit1: share,
        hit5: share,
        mrr10: share,
        ndcg10: share,
        recall10: share,
        milliseconds: z.number().positive(),
        buildSeconds: z.number().positive(),
        megabytes: z.number().nonnegative(),
        indexBytes: z.int().positive(),
      }),
    )
    .min(1),
})
