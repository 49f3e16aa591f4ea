import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { envOf, fileText, ignoredBy, last, repository, type Stage, stagesOf } from './dockerfile.ts'

const isRoot = process.getuid?.() === 0
// How this machine gets to the registry; not what npm says to its scripts, which would lead npm back into the repository.
const outward = /^(HOME|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|(https?|no)_proxy)$/i
const way = Object.fromEntries(Object.entries(process.env).filter(([name]) => outward.test(name)))

/** What of the image can be had without an engine: its files, and how it is started. */
export interface Image {
  /** What is `/` in the image. */
  readonly root: string
  /** Its working folder, in `root`. */
  readonly folder: string
  /** The files that the image adds to its base, by their paths below `folder`. */
  files(): readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** The user of the last stage; this process's own where it is not root. */
  readonly user: { readonly uid?: number; readonly gid?: number }
  readonly start: readonly string[]
  readonly healthcheck: readonly string[]
  remove(): void
}

const asUser = (text: string): { uid?: number; gid?: number } => {
  const [uid, gid] = text.split(':').map(Number)
  return isRoot && uid !== undefined && gid !== undefined ? { uid, gid } : {}
}

const listOf = (text: string): readonly string[] => JSON.parse(text.slice(text.indexOf('['))) as string[]

/** The folders of the image as folders below `root`. */
const inside = (root: string, text: string): string =>
  text.replace(/(?<=^|[\s='"(])\/(?=app\b|build\b|data\b|etc\b)/g, `${root}/`)

/** Does the steps of the stage that builds, in a folder of its own; the paths of the image lie below it. */
const perform = (root: string, stage: Stage, path: string): string => {
  const isIgnored = ignoredBy(fileText('.dockerignore'))
  let folder = root
  let user: { uid?: number; gid?: number } = {}
  for (const { word, rest } of stage.steps) {
    if (word === 'WORKDIR') {
      folder = inside(root, rest)
      mkdirSync(folder, { recursive: true })
    } else if (word === 'USER') user = asUser(rest)
    else if (word === 'COPY') {
      const [to = '', ...from] = rest.split(' ').toReversed()
      for (const one of from)
        cpSync(join(repository, one), from.length > 1 || to.endsWith('/') ? join(folder, to, one) : join(folder, to), {
          recursive: true,
          filter: (source) => !isIgnored(relative(repository, source)),
        })
    } else if (word === 'RUN') {
      const env = { ...way, PATH: path, npm_config_prefer_offline: 'true' }
      const ran = spawnSync('sh', ['-c', inside(root, rest)], { cwd: folder, env, encoding: 'utf8', ...user })
      if (ran.status !== 0) throw new Error(`RUN ${rest}\n${ran.stdout}\n${ran.stderr}`)
    } else throw new Error(`not understood in the Dockerfile: ${word}`)
  }
  return folder
}

/**
 * Computes the image from the Dockerfile's own steps. The steps of the last stage that change the base itself are not
 * done, as they would change this machine; they may not touch what is copied.
 */
export const makeImage = (): Image => {
  const [build, final, ...more] = stagesOf(fileText('Dockerfile'))
  if (!build || !final || more.length > 0) throw new Error('the Dockerfile must have two stages')
  // Not TMPDIR, which may be out of reach of another user.
  const root = mkdtempSync(join('/tmp', 'coxswain-image-'))
  chmodSync(root, 0o755)
  const bin = join(root, 'usr/local/bin')
  mkdirSync(bin, { recursive: true })
  copyFileSync(process.execPath, join(bin, 'node'))
  const path = `${bin}:${process.env.PATH ?? ''}`
  const folder = perform(root, build, path)
  const copied = last(final, 'COPY')
  const at = relative(root, folder)
  if (copied !== `--from=${build.name} /${at} /${at}`) throw new Error(`the last stage must copy /${at} alone`)
  if (inside(root, last(final, 'WORKDIR')) !== folder) throw new Error(`the last stage must work in /${at}`)
  if (last(final, 'RUN').includes(`/${at}`)) throw new Error(`a RUN of the last stage touches /${at}`)
  const user = asUser(last(final, 'USER'))
  const data = inside(root, last(final, 'VOLUME'))
  mkdirSync(data, { mode: 0o700 })
  if (isRoot) {
    spawnSync('chown', [`${user.uid}:${user.gid}`, data])
    // What is copied from a stage belongs to root.
    spawnSync('chown', ['-R', '0:0', folder])
  }
  // Of the same user, what is there is kept as a read-only root keeps it.
  else spawnSync('chmod', ['-R', 'a-w', folder])
  const env = Object.entries(envOf(final)).map(([name, value]) => [name, inside(root, value)])
  return {
    root,
    folder,
    files: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => statSync(join(folder, one)).isFile()),
    env: { ...Object.fromEntries(env), PATH: `${bin}:/usr/bin:/bin` },
    user,
    start: [...listOf(last(final, 'ENTRYPOINT')), ...listOf(last(final, 'CMD'))].map((word) => inside(root, word)),
    healthcheck: listOf(last(final, 'HEALTHCHECK')),
    remove: () => {
      if (!isRoot) spawnSync('chmod', ['-R', 'u+w', folder])
      rmSync(root, { recursive: true, force: true })
    },
  }
}
