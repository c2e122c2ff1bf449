/** Gives what keeps tokens from being guessed: an address that was wrong too often has to wait, whatever it brings next. */

/** Wrong tokens that an address may bring in a minute. */
export const MOST_FAILURES = 5
const MINUTE = 60_000
/** Addresses remembered at once; the one unseen longest is forgotten first. */
const MOST_ADDRESSES = 10_000

export interface SignInGuard {
  /** Whole seconds that the address has to wait; 0 where it may try. */
  wait(address: string): number
  failed(address: string): void
}

export function signInGuard(now: () => number = () => performance.now()): SignInGuard {
  const failures = new Map<string, { count: number; until: number }>()
  return {
    wait(address) {
      const known = failures.get(address)
      if (!known || known.count < MOST_FAILURES || known.until <= now()) return 0
      return Math.ceil((known.until - now()) / 1000)
    },
    failed(address) {
      const known = failures.get(address)
      const count = known && known.until > now() ? known.count + 1 : 1
      failures.delete(address)
      failures.set(address, { count, until: now() + MINUTE })
      if (failures.size > MOST_ADDRESSES) failures.delete(failures.keys().next().value as string)
    },
  }
}
