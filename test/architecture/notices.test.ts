/** What the repository says of others' work agrees with the lock file, and its own version and licence with themselves. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly name?: string
}
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }
const manifest = JSON.parse(read('package.json')) as { version: string; license: string }

it('THIRD-PARTY-NOTICES.md names exactly the packages that run with the server', () => {
  const shipped = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { name, version, license }]) => {
      return `| ${name ?? path.replace(/^.*node_modules\//, '')} | ${version} | ${license ?? 'see the package'} |`
    })
  const listed = [...read('THIRD-PARTY-NOTICES.md').matchAll(/^\| [@\w][^|]* \| \d[^|]* \| [^|]+ \|$/gm)].map(
    String,
  )
  expect(listed.sort(), 'run npm run notices').toEqual([...new Set(shipped)].sort())
})

it('the version and licence are the same everywhere', () => {
  expect(packages['']).toMatchObject({ version: manifest.version, license: manifest.license })
  expect(read('CHANGELOG.md')).toContain(`\n## ${manifest.version}`)
  expect(manifest.license).toBe('Apache-2.0')
  expect(read('LICENSE')).toMatch(/Apache License\s+Version 2\.0/)
})
