/** What the desk works with: its token, the store, the ports to library and standard questions, and whom to hand over to. */
import type { Context } from 'hono'
import type { Config } from '../../config.ts'
import type { Embedder } from '../../ports/embedder.ts'
import type { LibraryDesk } from '../../ports/library-desk.ts'
import type { Log } from '../../ports/log.ts'
import type { Owner } from '../../ports/owner.ts'
import type { QuestionStore } from '../../ports/question-store.ts'
import type { StandardQuestions } from '../../ports/standard-questions.ts'
import type { WebAssets } from '../pages/web-assets.ts'
import type { SignInGuard } from './sign-in-guard.ts'

/** What a composition root knows. */
export interface DeskParts {
  readonly store: QuestionStore
  /** Groups questions by meaning; null groups by wording alone. */
  readonly embedder: Embedder | null
  /** Without it, nothing can be linked. */
  readonly standardQuestions?: StandardQuestions
  /** Without it, documents are listed and not changed. */
  readonly libraryDesk?: LibraryDesk
  /** Takes hand-overs. */
  readonly owner?: Owner
  readonly now?: () => Date
}

/** What the application has for all its pages. */
export interface DeskSurroundings {
  readonly log: Log
  readonly clientAddress: (c: Context) => string
  readonly assets?: WebAssets
  /** Who tried to sign in, where it shall outlive the desk. */
  readonly guard?: SignInGuard
}

/** What the settings add. */
export interface DeskOptions extends DeskParts, DeskSurroundings {
  readonly token: string
  readonly keepDays: number
  /** Bytes. */
  readonly uploadLimit: number
  readonly ownerMail?: string
  /** Header in which a trusted proxy names the person. */
  readonly userHeader?: string
}

/** Where files are sent; larger bodies are taken here than elsewhere. */
export const UPLOAD = '/desk/documents'

/** Null without DESK_TOKEN: then there is no desk. */
export function deskOptions(
  config: Config,
  parts: DeskParts,
  surroundings: DeskSurroundings,
): DeskOptions | null {
  if (config.DESK_TOKEN === undefined) return null
  return {
    ...parts,
    ...surroundings,
    token: config.DESK_TOKEN,
    keepDays: config.KEEP_DAYS,
    uploadLimit: config.UPLOAD_LIMIT,
    ...(config.OWNER_MAIL && { ownerMail: config.OWNER_MAIL }),
    // Without a proxy, anyone could name themselves.
    ...(config.DESK_USER_HEADER && config.TRUSTED_PROXIES > 0 && { userHeader: config.DESK_USER_HEADER }),
  }
}

export interface DeskVariables {
  /** Name of the signed-in person. */
  by: string
}
