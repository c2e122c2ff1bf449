/** Gives what a portal's Content-Security-Policy and our allowlists block of each way to embed, with the line that mends it. */

export type EmbedWay = 'script' | 'component' | 'iframe' | 'form'

export interface Finding {
  readonly way: EmbedWay
  /** Directive of the portal's policy, or the setting of this server that decides. */
  readonly rule: string
  /** `nonce`: allowed when the portal puts its nonce on the script element. */
  readonly verdict: 'allowed' | 'blocked' | 'nonce'
  /** What to add where it is blocked. */
  readonly remedy: string
}

export interface ServerRules {
  /** Origin of this server as the portal's pages address it. */
  readonly server: string
  /** Origin of the portal; null when it was not named. */
  readonly portal: string | null
  /** CSP sources that may frame the pages. */
  readonly frameAncestors: readonly string[]
  /** Origins that may call the API. */
  readonly corsOrigins: readonly string[]
}

type Policy = ReadonlyMap<string, readonly string[]>

const NEEDS: readonly { readonly way: EmbedWay; readonly directives: readonly string[] }[] = [
  { way: 'script', directives: ['script-src-elem', 'script-src', 'default-src'] },
  { way: 'script', directives: ['connect-src', 'default-src'] },
  { way: 'component', directives: ['script-src-elem', 'script-src', 'default-src'] },
  { way: 'component', directives: ['connect-src', 'default-src'] },
  { way: 'iframe', directives: ['frame-src', 'child-src', 'default-src'] },
  // form-action does not fall back to default-src.
  { way: 'form', directives: ['form-action'] },
]

/** `header`: the policies of the portal's page, as its header or meta element states them; several by line or comma. */
export function diagnoseEmbedding(header: string, rules: ServerRules): Finding[] {
  const policies = header
    .split(/[\n,]/)
    .map((text) => readPolicy(text.replace(/^\s*content-security-policy\s*:/i, '')))
    .filter((policy) => policy.size > 0)
  const findings = NEEDS.map(({ way, directives }): Finding => {
    const verdicts = policies.map((policy) => {
      const name = directives.find((directive) => policy.has(directive))
      return name === undefined
        ? 'allowed'
        : verdictOf(policy.get(name)!, rules, directives[0]!.startsWith('script'))
    })
    const verdict = verdicts.includes('blocked')
      ? 'blocked'
      : verdicts.includes('nonce')
        ? 'nonce'
        : 'allowed'
    const rule = directives.find((directive) => !directive.endsWith('-elem'))!
    return { way, rule, verdict, remedy: verdict === 'blocked' ? `${rule} ${rules.server}` : '' }
  })
  if (policies.some((policy) => policy.get('require-trusted-types-for')?.includes("'script'"))) {
    const named = policies.every((policy) => {
      const names = policy.get('trusted-types')
      return !names || names.includes('lit-html') || names.includes('*')
    })
    for (const way of ['script', 'component'] as const) {
      findings.push({
        way,
        rule: 'trusted-types',
        verdict: named ? 'allowed' : 'blocked',
        remedy: named ? '' : 'trusted-types lit-html',
      })
    }
  }
  return [...findings, ...serverFindings(rules)]
}

/** What this server itself allows: CORS for script and component, frame-ancestors for the frame. */
function serverFindings({ server, portal, corsOrigins, frameAncestors }: ServerRules): Finding[] {
  if (portal === null) return []
  const called = portal === server || corsOrigins.includes('*') || corsOrigins.includes(portal)
  const framed = frameAncestors.some((source) => matches(source, portal, server))
  const finding = (way: EmbedWay, rule: string, allowed: boolean): Finding => ({
    way,
    rule,
    verdict: allowed ? 'allowed' : 'blocked',
    remedy: allowed ? '' : `${rule}=${portal}`,
  })
  return [
    finding('script', 'CORS_ORIGINS', called),
    finding('component', 'CORS_ORIGINS', called),
    finding('iframe', 'FRAME_ANCESTORS', framed),
  ]
}

function readPolicy(text: string): Policy {
  const directives = text
    .split(';')
    .map((directive) => directive.trim().split(/\s+/))
    .filter(([name]) => name)
  // Where a directive is repeated, browsers take the first.
  return new Map(directives.reverse().map(([name, ...sources]) => [name!.toLowerCase(), sources]))
}

function verdictOf(
  sources: readonly string[],
  { server, portal }: ServerRules,
  script: boolean,
): Finding['verdict'] {
  const nonce = script && sources.some((source) => /^'(?:nonce|sha\d+)-/.test(source))
  // With strict-dynamic, browsers do not read host sources.
  if (script && sources.includes("'strict-dynamic'")) return nonce ? 'nonce' : 'blocked'
  if (sources.some((source) => matches(source, server, portal))) return 'allowed'
  return nonce ? 'nonce' : 'blocked'
}

/** True when a source expression of `page`'s policy covers `origin`. */
function matches(source: string, origin: string, page: string | null): boolean {
  const { protocol, hostname, port, host } = new URL(origin)
  if (source === '*') return true
  if (source === "'self'") return origin === page
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return source.toLowerCase() === protocol
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+|\[[^\]]+\])(?::(\d+|\*))?(?:\/.*)?$/i.exec(source)
  if (!match) return false
  const [, scheme, name, wantedPort] = match
  if (scheme && `${scheme.toLowerCase()}:` !== protocol && !(scheme === 'http' && protocol === 'https:'))
    return false
  const named = name!.startsWith('*.')
    ? hostname.endsWith(name!.slice(1).toLowerCase())
    : hostname === name!.toLowerCase()
  return (
    named &&
    (wantedPort === undefined ? port === '' || host === name : wantedPort === '*' || wantedPort === port)
  )
}
