// The command line for whoever starts it with the Node of the machine: an older one than `engines` cannot even read cli.ts.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const needed = Number(engines.node.replace(/\D+/g, ' ').trim().split(' ')[0])
const { node } = process.versions

if (Number(node.split('.')[0]) < needed) {
  process.stderr.write(
    `Coxswain needs Node ${needed} or newer, and this is Node ${node}: install it, or use the container image.\n`,
  )
  process.exitCode = 2
} else await import('./cli.ts')
