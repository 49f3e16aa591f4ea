import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type StoreOptions } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'
import { admin } from './admin.ts'

/** Databases that have today's schema and nothing in them; a copy takes a fraction of the time that the migrations take. */
export interface Templates {
  /** A file. */
  readonly sqlite: string
  /** The name of a database of the server on which the tests run. */
  readonly postgres: string
}

const migrated = async (where: Pick<StoreOptions, 'url' | 'file'>): Promise<void> => {
  // The key signs only what is appended, and nothing is.
  const store = await openStore({
    ...where,
    world: testWorld(),
    auditKey: new Secret(() => 'a key that signs nothing'),
  })
  await store.close()
}

/** Makes both; `remove` takes them away again. */
export const makeTemplates = async (server: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'coxswain-template-'))
  const templates: Templates = {
    sqlite: join(folder, 'migrated.db'),
    postgres: `coxswain_template_${randomBytes(8).toString('hex')}`,
  }
  await admin(server, `create database ${templates.postgres}`)
  const url = new URL(server)
  url.pathname = `/${templates.postgres}`
  await Promise.all([migrated({ file: templates.sqlite }), migrated({ url: () => url.href })])
  const remove = async () => {
    await rm(folder, { recursive: true, force: true })
    await admin(server, `drop database if exists ${templates.postgres} with (force)`)
  }
  return { templates, remove }
}
