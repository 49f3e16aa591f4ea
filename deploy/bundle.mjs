// Makes the bot a few files of JavaScript without node_modules, for the image: node deploy/bundle.mjs <folder>
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const [to] = process.argv.slice(2)
if (to === undefined) throw new Error('node deploy/bundle.mjs <folder>')
const folder = resolve(to)

/** The files of commands/, as the loader of commands finds them when it reads the folder. */
const commandFiles = () =>
  readdirSync(join(root, 'commands'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()

/** The commands are known when the bundle is made, so they are imported instead of looked for. */
const knownCommands = {
  name: 'known commands',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/src\/command\/command-files\.ts$/ }, () => ({
      contents: [
        ...commandFiles().map((path, n) => `import * as c${n} from ${JSON.stringify(join(root, 'commands', path))}`),
        `const all = [${commandFiles()
          .map((path, n) => `[${JSON.stringify(path)}, c${n}]`)
          .join(', ')}]`,
        'export const commandFiles = async () => all.map(([path, loaded]) => ({ path, load: async () => loaded }))',
      ].join('\n'),
      loader: 'ts',
      resolveDir: root,
    }))
  },
}

/** What nothing here uses and a package loads all the same: Bolt's own ways for requests to come in, and texts of other languages. */
const unused = {
  name: 'unused',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^(express|raw-body|@slack\/oauth|@slack\/socket-mode)$/ }, ({ path, importer }) =>
      importer.includes('/@slack/bolt/') ? { path, namespace: 'unused' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
    onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    }))
  },
}

/** Everything beyond ASCII as an escape: one such character in a regular expression, and V8 keeps its whole file in two bytes for each. */
const ascii = {
  name: 'ascii',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }))
  },
}

// Packages that are CommonJS ask for these.
const banner = `import { createRequire as coxswainRequire } from 'node:module'
const require = coxswainRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname`

mkdirSync(folder, { recursive: true })
const { metafile } = await build({
  absWorkingDir: root,
  // The start is one of its own, so that its code can be compiled when the image is made.
  entryPoints: { coxswain: 'src/cli.ts', start: 'src/cli/start.ts' },
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  legalComments: 'linked',
  sourcemap: true,
  sourcesContent: false,
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  banner: { js: banner },
  // Optional parts that are not installed, or only for development.
  external: ['supports-color', 'pg-native', 'pg-cloudflare', 'bufferutil', 'utf-8-validate'],
  plugins: [knownCommands, unused, ascii],
  logLevel: 'warning',
})
/** The packages whose code is in the bundle. */
const packages = [
  ...new Set(
    Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.keys(inputs).flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []),
    ),
  ),
].sort()

/** Name, version, licence and its text of a package. */
const noticeOf = (path) => {
  const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
  const texts = readdirSync(join(root, path))
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(root, path, file), 'utf8').trim())
  return [`${name} ${version} (${license})`, ...texts].join('\n\n')
}

writeFileSync(join(folder, 'NOTICES.txt'), `${packages.map(noticeOf).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`)
cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name, version, license, type: 'module' }, null, 2)}\n`)
const bytes = Object.values(metafile.outputs).reduce((sum, one) => sum + one.bytes, 0)
console.log(`${Object.keys(metafile.outputs).length} files, ${(bytes / 2 ** 20).toFixed(1)} MiB`)
