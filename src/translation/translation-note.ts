/** Reads whose translation it is from a document's sidecar: `"translation": {"by": …, "date": …, "reviewed": …}`. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'
import type { TranslationNote } from '../domain/translation.ts'

const noteSchema = z.strictObject({
  by: z.string().trim().min(1),
  date: z.iso.date('expected an ISO date YYYY-MM-DD'),
  reviewed: z.boolean(),
  reviewer: z.string().trim().min(1).optional(),
})

const sidecarSchema = z.object({ translation: noteSchema.nullish() })

/** `json`: the parsed sidecar, or undefined where there is none. Throws `sidecar_invalid`. */
export function readTranslationNote(json: unknown): TranslationNote | null {
  if (json === undefined) return null
  const read = sidecarSchema.safeParse(json)
  if (read.success) return (read.data.translation as TranslationNote | null | undefined) ?? null
  const [issue] = read.error.issues
  throw new ZhengdaError(
    'sidecar_invalid',
    `Sidecar: ${issue?.path.join('.') || 'the file'}: ${issue?.message}; see corpus/README.md, Translations.`,
    { cause: read.error },
  )
}
