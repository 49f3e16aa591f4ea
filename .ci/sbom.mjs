// Writes the bill of materials (CycloneDX) of what production installs, and fails where a package of the lock is not in it.
// `npm sbom --omit=dev` leaves out what a development package needs as well (npm 11.19: pg, yaml and zod among it), so all
// is asked for, and what is for development alone is taken away here.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const path = process.argv[2] ?? '.tmp/sbom.cdx.json'
// The packages of the repository are for development, and production does not install them.
const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--workspaces=false']
const all = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 26 }))
const isDev = ({ properties = [] }) => properties.some(({ name }) => name === 'cdx:npm:package:development')
const gone = new Set(all.components.filter(isDev).map((one) => one['bom-ref']))
const components = all.components.filter((one) => !gone.has(one['bom-ref']))
const dependencies = all.dependencies
  .filter(({ ref }) => !gone.has(ref))
  .map((one) => ({ ...one, dependsOn: one.dependsOn?.filter((ref) => !gone.has(ref)) }))

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const wanted = Object.entries(packages)
  .filter(([where, { dev, link }]) => where.startsWith('node_modules/') && !dev && !link)
  .map(([where, { name = where.split('node_modules/').at(-1), version }]) => `pkg:npm/${name}@${version}`)
const listed = new Set(components.map(({ purl }) => decodeURIComponent(purl)))
const missing = wanted.filter((one) => !listed.has(one))
const surplus = [...listed].filter((one) => !wanted.includes(one))
if (wanted.length === 0 || missing.length > 0 || surplus.length > 0) {
  console.error(
    `The bill of materials does not match the lock: missing ${missing.join(', ')}; too much ${surplus.join(', ')}.`,
  )
  process.exit(1)
}
mkdirSync(dirname(path), { recursive: true })
writeFileSync(path, `${JSON.stringify({ ...all, components, dependencies }, null, 2)}\n`)
console.log(`Bill of materials: ${listed.size} packages of production, in ${path}.`)
