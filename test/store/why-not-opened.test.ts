import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { openStore } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import { certificate, openssl } from '../tls.ts'
import { testWorld } from '../world.ts'
import { admin } from './admin.ts'
import { testAuditKey } from './engines.ts'
import { handOver, makeFolder, programsBase, removeFolder } from './folders.ts'
import { refusingServer } from './refusing-server.ts'
import { type Server, startServer } from './server.ts'

/** What the bot says when it is started on that address. */
const told = async (url: string): Promise<string> => {
  const options = { url: () => url, world: testWorld(), auditKey: new Secret(() => testAuditKey) }
  const store = await openStore(options).catch((error: unknown) => error)
  if (!(store instanceof Error)) {
    await (store as Awaited<ReturnType<typeof openStore>>).close()
    return 'it opened'
  }
  expect(store).toBeInstanceOf(UserError)
  return store.message
}

const changed = (url: string, change: (url: URL) => void): string => {
  const other = new URL(url)
  change(other)
  return other.href
}

describe('an address that is wrong by itself', () => {
  test.each([
    ['postgres://u:p@a.net:5432,b.net:5432/d', 'names several hosts'],
    ['postgres://u:p@a.net,b.net/d', 'names several hosts'],
    ['postgres://u:p@a.net/d?sslmode=on', 'sslmode in DATABASE_URL must be one of disable, '],
    ['postgres://u:p@a.net/d?target_session_attrs=prefer-standby', 'asks for a standby'],
  ])('%s', async (url, sentence) => {
    expect(await told(url)).toContain(sentence)
  })

  test('its password is not said', async () => {
    expect(await told('postgres://u:not,this@a.net:1,b.net/d')).not.toContain('not,this')
  })
})

// As PgBouncer 1.18 and 1.24 and PostgreSQL word them.
const refusals = [
  ['08P01', 'unsupported startup parameter: statement_timeout', 'Set ignore_startup_parameters = '],
  ['08P01', 'unsupported startup parameter in options: statement_timeout', 'Set ignore_startup_parameters = '],
  ['08P01', 'transaction blocks not allowed in statement pooling mode', 'Set pool_mode = transaction'],
  ['08P01', 'no more connections allowed (max_client_conn)', 'takes no more connections'],
  ['53300', 'sorry, too many clients already', 'takes no more connections'],
  ['08P01', 'no such database: coxswain', 'There is no database 127.0.0.1:'],
  ['08P01', 'SSL required', 'Add sslmode=verify-full'],
  [
    '28000',
    'no pg_hba.conf entry for host "10.0.0.1", user "u", database "d", no encryption',
    'Add sslmode=verify-full',
  ],
  ['28000', 'no pg_hba.conf entry for host "10.0.0.1", user "u", database "d", SSL encryption', 'pg_hba.conf'],
  ['08P01', 'password authentication failed', 'does not accept the user or the password'],
  [
    '08P01',
    'server login failed: FATAL password authentication failed for user "u"',
    'does not accept the user or the',
  ],
  ['08P01', 'no such user: u', 'does not accept the user or the password'],
  ['57P03', 'the database system is starting up', 'is starting or stopping (57P03)'],
] as const

describe('what a pooler or a server answers', () => {
  test.for(refusals)('%s %s', async ([code, message, sentence]) => {
    const place = await refusingServer(code, message)
    expect(await told(`postgres://u:word@${place}/d`)).toContain(sentence)
  })
})

test('a pooler that refuses the first transaction', async () => {
  const place = await refusingServer('08P01', 'transaction blocks not allowed in statement pooling mode', 'begin')
  expect(await told(`postgres://u:word@${place}/d`)).toContain('Set pool_mode = transaction')
})

describe('a server', () => {
  const server = inject('postgresUrl')
  const name = `r${randomBytes(6).toString('hex')}`
  const own = changed(server, (url) => {
    url.pathname = `/${name}`
  })
  const as = (role: string) =>
    changed(own, (url) => {
      url.username = role
      url.password = 'word'
    })
  beforeAll(async () => {
    await admin(server, `create database ${name}`)
    await admin(server, `create role ${name}_poor login password 'word'`)
    await admin(server, `create role ${name}_full login password 'word' connection limit 0`)
    await admin(server, `create role ${name}_group password 'word'`)
    await admin(server, `create role ${name}_reader login password 'word'`)
    await admin(server, `alter role ${name}_reader set default_transaction_read_only = on`)
    await admin(own, `grant create on schema public to ${name}_reader`)
  })
  afterAll(async () => {
    await admin(server, `drop database ${name} with (force)`)
    for (const role of ['poor', 'full', 'group', 'reader']) await admin(server, `drop role ${name}_${role}`)
  })

  test.for([
    ['that lacks the database', () => changed(server, (url) => (url.pathname = '/nowhere')), 'There is no database'],
    ['whose role owns nothing', () => as(`${name}_poor`), 'may not make or use the tables in'],
    ['whose role may have no connection', () => as(`${name}_full`), 'takes no more connections'],
    ['whose role may not log in', () => as(`${name}_group`), 'may not log in at'],
    ['that is read-only', () => as(`${name}_reader`), 'is read-only (25006)'],
    ['without TLS', () => `${server}?sslmode=verify-full`, 'has no TLS'],
    ['with an authority that is not there', () => `${server}?sslrootcert=/nowhere/ca.pem`, 'The file /nowhere/ca.pem'],
  ] as const)('%s', async ([, url, sentence]) => {
    expect(await told(url())).toContain(sentence)
  })

  test('that nobody knows, or where nothing listens', async () => {
    expect(await told('postgres://u:p@127.0.0.1:1/d')).toContain('Nothing listens at 127.0.0.1:1/d (ECONNREFUSED)')
    expect(await told('postgres://u:p@nowhere.invalid/d')).toMatch(/The host name of nowhere\.invalid\/d is not known/)
  })
})

describe.skipIf(!openssl)('a server with TLS', () => {
  let server: Server
  let folder: string
  beforeAll(async () => {
    folder = makeFolder(programsBase)
    const { key, cert } = certificate({ subject: '/CN=localhost', san: 'DNS:localhost' })
    for (const [file, text] of [
      ['key.pem', key],
      ['cert.pem', cert],
    ] as const) {
      writeFileSync(join(folder, file), text, { mode: 0o600 })
      handOver(join(folder, file))
    }
    const files = { ssl_key_file: join(folder, 'key.pem'), ssl_cert_file: join(folder, 'cert.pem') }
    server = await startServer({ ssl: 'on', ...files })
  })
  afterAll(async () => {
    await server?.stop()
    removeFolder(folder)
  })

  test.for([
    ['an authority that is not known', '127.0.0.1', 'verify-full', '', 'is by an authority that is not known here'],
    ['another name', '127.0.0.1', 'verify-full', 'ca', 'is for another host name'],
    ['the right name and authority', 'localhost', 'verify-full', 'ca', 'it opened'],
    ['no check', '127.0.0.1', 'no-verify', '', 'it opened'],
  ] as const)('%s', async ([, host, mode, ca, sentence]) => {
    const url = changed(server.url, (one) => {
      one.hostname = host
      one.searchParams.set('sslmode', mode)
      if (ca !== '') one.searchParams.set('sslrootcert', join(folder, 'cert.pem'))
    })
    expect(await told(url)).toContain(sentence)
  })
})
