/** Writes the packages that ship with the server into THIRD-PARTY-NOTICES.md, from the bill of materials that npm makes of the lock file. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const file = join(root, 'THIRD-PARTY-NOTICES.md')
const BEGIN = '<!-- packages: npm run notices -->'
const END = '<!-- end of packages -->'

const bill = JSON.parse(
  execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64e6,
  }),
)

/** What `--omit dev` would leave out holds packages that optional ones need too; the marks are exact. */
function isForDevelopment({ properties = [] }) {
  return properties.some(({ name }) => name === 'cdx:npm:package:development')
}

/** An identifier of SPDX, a name, or an expression of several. */
function licenceOf({ licenses = [] }) {
  return (
    licenses.map(({ license, expression }) => expression ?? license.id ?? license.name).join(', ') ||
    'see the package'
  )
}

const rows = bill.components
  .filter((component) => !isForDevelopment(component))
  .map((component) => {
    // The reference holds the real name of a package that stands under another.
    const name = component['bom-ref'].replace(/@[^@]*$/, '')
    return `| ${name} | ${component.version} | ${licenceOf(component)} |`
  })
  .sort()
const table = ['| package | version | licence |', '| --- | --- | --- |', ...new Set(rows)].join('\n')
const text = readFileSync(file, 'utf8')
const [before, after] = [text.slice(0, text.indexOf(BEGIN)), text.slice(text.indexOf(END))]
writeFileSync(file, `${before}${BEGIN}\n${table}\n${after}`)
