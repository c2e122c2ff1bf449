/** Gives a document's sidecar metadata from JSON: `<id>.json`, or a provenance file `<id>.source.json`. */
import { z } from 'zod'
import type { Sidecar } from '../domain/document.ts'
import { ZhengdaError } from '../domain/errors.ts'

const text = z.string().trim().nullish()
const isoDate = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, 'expected an ISO date YYYY-MM-DD')
  .nullish()

/** What a browser sends as Origin, and no more: it also stands in a policy, where other characters would say more. */
const origin = z
  .string()
  .regex(
    /^(https:\/\/[a-z0-9.-]+|http:\/\/(127\.0\.0\.1|localhost))(:\d+)?$/,
    'expected an origin such as https://portal.example.gov.cn, without a path',
  )
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'expected an origin as browsers write it',
  )

/** Keys of both kinds of file; `issuing_body`, `document_number` and `publish_date` are the provenance file's names. */
const sidecarSchema = z.object({
  title: text,
  number: text,
  document_number: text,
  issuer: text,
  issuing_body: text,
  date: isoDate,
  publish_date: isoDate,
  status: z.enum(['现行有效', '已修订', '已废止', '失效', '']).nullish(),
  effective: isoDate,
  expires: isoDate,
  supersedes: z.union([z.string().trim(), z.array(z.string().trim().min(1))]).nullish(),
  provenance: text,
  titleEn: text,
  origins: z.array(origin).nullish(),
})

/** Reads a sidecar; unknown keys are ignored, null and empty values count as absent. Throws `sidecar_invalid`. */
export function readSidecar(json: unknown): Sidecar {
  const parsed = sidecarSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue?.path.join('.') || 'the file'
    throw new ZhengdaError(
      'sidecar_invalid',
      `Sidecar: ${where}: ${issue?.message ?? 'not an object'}; correct the value or remove the key.`,
      { cause: parsed.error },
    )
  }
  const raw = parsed.data
  const stated = {
    title: raw.title,
    number: raw.number || raw.document_number,
    issuer: raw.issuer || raw.issuing_body,
    date: raw.date || raw.publish_date,
    status: raw.status,
    effective: raw.effective,
    expires: raw.expires,
    supersedes: raw.supersedes?.length ? [raw.supersedes].flat() : undefined,
    provenance: raw.provenance,
    titleEn: raw.titleEn,
    origins: raw.origins?.length ? raw.origins : undefined,
  }
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value)) as Sidecar
}
