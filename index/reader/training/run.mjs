// Runs a training script with a Python that has the pinned packages; says what to install when there is none. A bare name
// is a script of this folder, a path one of another model that is trained with the same packages.
//   node index/reader/training/run.mjs SCRIPT.py [arguments]
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const requirements = join(here, 'requirements.txt')
const wanted = readFileSync(requirements, 'utf8').split('\n').filter(Boolean)
const known = [process.env.PYTHON, join(here, '.venv', 'bin', 'python'), 'python3'].filter(Boolean)
const pythons = known.filter((python) => !python.includes('/') || existsSync(python))

const CHECK = `
import sys
from importlib.metadata import version, PackageNotFoundError
if sys.version_info < (3, 11): sys.exit('Python 3.11 or later is needed; this is ' + sys.version.split()[0])
def has(line):
    name, _, wanted = line.partition('==')
    try: return version(name).split('+')[0] == wanted
    except PackageNotFoundError: return False
missing = [line for line in sys.argv[1:] if not has(line)]
if missing: sys.exit('missing: ' + ' '.join(missing))
`

/** Why this Python will not do; empty when it will. */
function lacks(python) {
  const run = spawnSync(python, ['-c', CHECK, ...wanted], { encoding: 'utf8' })
  return run.error ? 'not found' : run.status === 0 ? '' : run.stderr.trim()
}

const found = pythons.map((python) => ({ python, lacks: lacks(python) }))
const good = found.find((one) => one.lacks === '')
if (!good) {
  const folder = relative(process.cwd(), here) || '.'
  console.error('No Python with the packages of index/reader/training/requirements.txt (torch alone is some 200 MB to 5 GB):')
  for (const one of found) console.error(`  ${one.python}: ${one.lacks}`)
  console.error(`Install them once:\n  python3 -m venv ${folder}/.venv`)
  console.error(`  ${folder}/.venv/bin/pip install -r ${folder}/requirements.txt`)
  console.error('or name another Python: PYTHON=/path/to/python npm run …')
  process.exit(1)
}
const [script, ...rest] = process.argv.slice(2)
const path = script.includes('/') ? script : join(here, script)
const run = spawnSync(good.python, [path, ...rest], { stdio: 'inherit' })
process.exit(run.status ?? 1)
