/** Gives the typed errors of the readers: what is wrong with the file, and what to do. */
import { type ErrorCode, ZhengdaError } from '../domain/errors.ts'

export type FileErrorCode = Extract<ErrorCode, `file_${string}`>

/** `what` and `todo` are clauses without a closing stop. */
export function fileError(code: FileErrorCode, what: string, todo: string, cause?: unknown): ZhengdaError {
  return new ZhengdaError(code, `${what}; ${todo}.`, cause === undefined ? undefined : { cause })
}

export const broken = (what: string, cause?: unknown): ZhengdaError =>
  fileError(
    'file_broken',
    what,
    'open the file in the program that made it, save it again, or copy it anew',
    cause,
  )

/** Any failure inside a reader as a typed error: what is not foreseen is a broken file, never a crash. */
export function asFileError(error: unknown, kind: string): ZhengdaError {
  if (error instanceof ZhengdaError) return error
  const message = error instanceof Error ? error.message : String(error)
  return broken(`this ${kind} file cannot be read (${message.slice(0, 200)})`, error)
}
