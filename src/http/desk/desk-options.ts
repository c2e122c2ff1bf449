/** What the desk works with: its token, the store, the ports to library and standard questions, and whom to hand over to. */
import type { Context } from 'hono'
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

/** What the settings and the application add. */
export interface DeskOptions extends DeskParts {
  readonly token: string
  readonly log: Log
  readonly clientAddress: (c: Context) => string
  readonly assets?: WebAssets
  /** Who tried to sign in. */
  readonly guard?: SignInGuard
  readonly keepDays: number
  /** Bytes. */
  readonly uploadLimit: number
  readonly ownerMail?: string
  /** Header in which a trusted proxy names the person. */
  readonly userHeader?: string
}

export interface DeskVariables {
  /** Name of the signed-in person. */
  by: string
}
