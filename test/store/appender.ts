import { parseArgs } from 'node:util'
import { openStore } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'

// A replica of its own process, for tests that kill it: prints the number of each act after its commit.
const { values } = parseArgs({
  options: { url: { type: 'string' }, file: { type: 'string' }, key: { type: 'string' }, count: { type: 'string' } },
})
const { url, file } = values
const where = url === undefined ? { file } : { url: () => url }
const store = await openStore({ ...where, world: testWorld(), auditKey: new Secret(() => values.key ?? '') })
for (let n = 0; n < Number(values.count); n++) {
  const seq = await store.transaction(async (tx) => {
    await tx
      .insertInto('locks')
      .values({ connection: `${process.pid}/${n}`, by: 'child', reason: null, at: n })
      .execute()
    return store.audit.append(tx, 'lock', { pid: process.pid, n })
  })
  process.stdout.write(`${seq}\n`)
}
await store.close()
