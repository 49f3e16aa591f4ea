import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { Settings } from './engines.ts'

const rowsOf = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  const all: string[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ text: string }>(`select t::text as text from "${name}" t`)
    all.push(...rows.map(({ text }) => text))
  }
  await client.end()
  return all.join('\n')
}

/** All bytes that the store keeps: the file with its log beside it, or all rows of all tables. */
export const storeOf = async ({ url, file = '' }: Settings): Promise<string> => {
  if (url !== undefined) return rowsOf(url)
  const folder = dirname(file)
  const files = readdirSync(folder).filter((name) => name.startsWith('test.db'))
  return files.map((name) => readFileSync(join(folder, name)).toString('latin1')).join('\n')
}
