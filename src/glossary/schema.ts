/** Zod schemas and types of the word tables in `src/data`, for tests and for the tables that a corpus adds. */
import { z } from 'zod'

const text = z.string().min(1)

/** Policy term: `en[0]` is the preferred rendering, the rest are what people also say. */
export const glossaryEntrySchema = z.strictObject({
  zh: text,
  en: z.array(text).min(1),
  field: text,
  /** Where an entry's source differs from the table's. */
  source: text.optional(),
})
export const glossarySchema = z.strictObject({ source: text, entries: z.array(glossaryEntrySchema) })

/**
 * How what is said relates to what documents write: the same thing (synonym, former name, abbreviation), or the class
 * to which the thing said belongs (hypernym: 酒店 is a 公共建筑), so that a rule for the class holds for it.
 */
export const relationSchema = z.enum(['synonym', 'hypernym', 'former name', 'abbreviation'])
export const colloquialRowSchema = z.strictObject({
  say: z.array(text).min(1),
  means: z.array(text).min(1),
  relation: relationSchema,
})
export const colloquialSchema = z.strictObject({
  source: text,
  chinese: z.array(colloquialRowSchema),
  english: z.array(colloquialRowSchema),
})

export const placeSchema = z.strictObject({
  zh: text,
  /** Short forms that may stand alone; absent where the short form is also an ordinary word. */
  short: z.array(text).optional(),
  en: z.array(text),
  level: z.enum(['province', 'city', 'district', 'county']),
  /** Full name of the province or city that it belongs to; absent for provinces. */
  within: text.optional(),
})
export const placesSchema = z.strictObject({ source: text, places: z.array(placeSchema) })

/** A pattern is words, with `…` between two of them for at most twelve other characters. */
export const outOfScopeKindSchema = z.strictObject({
  kind: text,
  zh: z.array(text),
  en: z.array(text),
  /** far: no question to documents; absent: documents of this sort seldom state it. */
  scope: z.enum(['far', 'absent']),
  /** Some documents do state it: it explains an abstention and never causes one. */
  ifAbsent: z.boolean().optional(),
})
export const outOfScopeSchema = z.strictObject({ source: text, kinds: z.array(outOfScopeKindSchema) })

/** `wrong` and `right` are equally long, so that offsets into the question keep their meaning. */
export const typosSchema = z.strictObject({
  source: text,
  typos: z.array(z.strictObject({ wrong: text, right: text })),
})
/** Each string holds characters that are confused with one another, by sound (one syllable) or by shape. */
export const confusablesSchema = z.strictObject({
  source: text,
  sound: z.array(text),
  shape: z.array(text),
})
export const stopwordsSchema = z.strictObject({
  source: text,
  zh: z.record(text, z.array(text)),
  en: z.record(text, z.array(text)),
})

/** Characters that join or extend terms, with what an English gloss says for them (empty: nothing). */
export const renderingWordsSchema = z.strictObject({
  source: text,
  joints: z.record(text, z.string()),
  affixes: z.record(z.string().length(1), z.string()),
})

export type GlossaryEntry = z.infer<typeof glossaryEntrySchema>
export type ColloquialRow = z.infer<typeof colloquialRowSchema>
export type Relation = z.infer<typeof relationSchema>
export type Place = z.infer<typeof placeSchema>
export type OutOfScopeKind = z.infer<typeof outOfScopeKindSchema>
