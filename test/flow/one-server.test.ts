import { type AddressInfo, connect, createServer } from 'node:net'
import type { LocalRudder } from 'local-rudder'
import { describe, expect, onTestFinished, test } from 'vitest'
import { confirm as confirmOn } from '../../src/run/confirm.ts'
import { serversKnown } from '../../src/store/servers.ts'
import { person } from '../bot.ts'
import { saidIn, startScene, superviseDmz } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const disable = 'rudder rule disable Edge kiosk'

/** Another address of a local Rudder; it can be cut off. */
const secondAddress = async (rudder: () => LocalRudder) => {
  const door = createServer((socket) => {
    if (!address.open) return void socket.destroy()
    const inner = connect(Number(new URL(rudder().url).port), '127.0.0.1')
    for (const [one, other] of [
      [socket, inner],
      [inner, socket],
    ] as const)
      one
        .on('error', () => other.destroy())
        .on('close', () => other.destroy())
        .pipe(other)
  })
  const address = { open: true, port: 0 }
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void door.close())
  address.port = (door.address() as AddressInfo).port
  return address
}

/** In these settings staging is another address of prod, with more lines of its own. */
const oneServer =
  (port: number, more = '', prodMore = '') =>
  (yaml: string) => {
    const [prod = '', staging = ''] = [...yaml.matchAll(/url: (\S+)/g)].map(([, url]) => url)
    return yaml
      .replaceAll(staging, prod.replace(/:\d+/, `:${port}`))
      .replace('default: false', `default: false${more}`)
      .replace('default: true', `default: true${prodMore}`)
  }

onSqlite((engine) => {
  const start = async (more = '', prodMore = '') => {
    let rudder: LocalRudder | undefined
    const address = await secondAddress(() => rudder as LocalRudder)
    const scene = await startScene(engine, { settings: oneServer(address.port, more, prodMore) })
    rudder = scene.rudder
    return { ...scene, address }
  }
  const lock = 'cox lock rudder/staging because it is being moved'

  describe('a lock on one address of a server', () => {
    test('stops writes through the other, and unlocking either allows them again', async () => {
      const { rudder, ask, propose, confirm, row, acts } = await start()
      const proposal = await propose(disable)
      const locked = await ask(lock, 'marc')
      expect(saidIn(locked.message)).toContain('rudder/prod is the same server, so nothing is written there either.')
      const refused = await confirm(proposal)
      expect(refused.message.title).toBe(
        'Writes on rudder/prod are locked by marc@acme.example (it is being moved) on rudder/staging, which is the same server. Nothing was written.',
      )
      expect(rudder.writes()).toEqual([])
      expect(saidIn((await ask('rudder rule enable CIS level 2')).message)).toContain(
        'on rudder/staging, which is the same server',
      )
      const unlocked = await ask('cox unlock rudder/prod', 'marc')
      expect(saidIn(unlocked.message)).toContain('Also unlocked: rudder/staging, which is the same server.')
      expect((await acts()).filter(({ kind }) => kind === 'unlock')).toHaveLength(1)
      expect((await confirm(proposal)).message.tone).toBe('applied')
      expect((await row(proposal)).outcome).toBe('applied')
    })

    test('the status and the figures name both', async () => {
      const { ask } = await start()
      await ask(lock, 'marc')
      const { message } = await ask('cox status', 'marc')
      expect(JSON.stringify(message.table?.rows)).toMatch(/rudder\/prod.*locked.*rudder\/staging.*locked/)
    })

    test('still does after a restart, on another replica, and while that address is cut off', async () => {
      const { rudder, ask, address, start: again, propose } = await start()
      const proposal = await propose(disable)
      await ask(lock, 'marc')
      address.open = false
      const { context } = await again()
      const { message } = await confirmOn(context, { proposal, principal: person('ana') })
      expect(message.title).toContain('which is the same server')
      expect(rudder.writes()).toEqual([])
    })

    test('still does after the server got another id, which only one address has told so far', async () => {
      const { rudder, ask, address, propose, confirm, context } = await start()
      const proposal = await propose(disable)
      await ask(lock, 'marc')
      rudder.state.instanceId = 'after-the-upgrade'
      address.open = false
      expect((await confirm(proposal)).message.title).toContain('which is the same server')
      expect((await serversKnown(context.store.db)).map(({ instance }) => instance)).toEqual([
        'after-the-upgrade',
        'after-the-upgrade',
      ])
      expect(rudder.writes()).toEqual([])
    })

    test('stops them as well if nobody can tell, and says what to do', async () => {
      const { rudder, ask, address, propose, confirm } = await start()
      address.open = false
      const proposal = await propose(disable)
      const locked = await ask(lock, 'marc')
      expect(saidIn(locked.message)).toContain(
        'rudder/prod and rudder/staging may be the same server: one of them has never answered',
      )
      expect((await confirm(proposal)).message.title).toContain('on rudder/staging, which may be the same server')
      expect(rudder.writes()).toEqual([])
      expect((await ask('cox unlock staging', 'marc')).message.title).toContain('Unlocked')
      expect((await confirm(proposal)).message.tone).toBe('applied')
    })

    test('nor does it matter which of the two is called what in the settings', async () => {
      const named = await start('\n    server: two', '\n    server: one')
      const proposal = await named.propose(disable)
      await named.ask(lock, 'marc')
      expect((await named.confirm(proposal)).message.tone).toBe('applied')
    })

    test('the settings can say that two are one', async () => {
      const scene = await startScene(engine, {
        settings: (yaml) => yaml.replaceAll(/default: (true|false)/g, 'default: $1\n    server: main'),
      })
      const proposal = await scene.propose(disable)
      await scene.ask(lock, 'marc')
      expect((await scene.confirm(proposal)).message.title).toContain('which is the same server')
    })
  })

  test('a lock on another server stops nothing', async () => {
    const { rudder, propose, confirm, ask } = await startScene(engine)
    const proposal = await propose(disable)
    await ask(lock, 'marc')
    expect((await confirm(proposal)).message.tone).toBe('applied')
    expect(rudder.writes()).toHaveLength(1)
  })

  test('a proposal names what is open on the same object through the other address', async () => {
    const { ask, propose } = await start()
    await ask('cox doctor', 'marc')
    const first = await propose(`${disable} --on staging`)
    const { message } = await ask(disable)
    expect(JSON.stringify(message)).toContain(`proposal ${first.slice(0, 8)}`)
  })

  describe('a change request that was opened through one address', () => {
    const accept = 'rudder request 1 accept'
    const opened = async (who: string, more?: string, prodMore?: string) => {
      const scene = await start(more, prodMore)
      superviseDmz(scene.rudder)
      const { propose, confirm } = scene
      const { message } = await confirm(await propose('rudder rule disable SSH hardening --on staging', who), who)
      expect(message.tone).toBe('awaiting validation')
      return scene
    }

    test('is not accepted through the other by whoever requested it, and by anybody else', async () => {
      const { ask, propose, confirm, rule } = await opened('ana')
      const refused = await ask(accept, 'ana')
      expect(refused.message.title).toBe("You can't approve change request #1: you requested it.")
      const proposal = await propose(accept, 'marc')
      expect((await confirm(proposal, 'ana')).message.tone).toBe('refused')
      expect((await confirm(proposal, 'marc')).message.tone).toBe('applied')
      expect(rule('SSH hardening').enabled).toBe(false)
    })

    test('not even if it was renamed there', async () => {
      const { ask, rudder } = await opened('ana')
      Object.assign(rudder.state.changeRequests[0] ?? {}, { displayName: 'Maintenance', description: '' })
      expect((await ask(accept, 'ana')).message.title).toMatch(
        /^You can't approve change request #1: you may have requested it\. Proposal \w{8} opened change request #1 on rudder\/staging, which is or may be the same server\.$/,
      )
      expect((await ask(accept, 'marc')).message.tone).toBe('waiting')
    })

    test('nor after that connection was taken out of the settings', async () => {
      const { rewrite, start: again, address } = await opened('ana')
      rewrite((yaml) => yaml.replace(/ {2}rudder\/staging:[\s\S]*?\n\n/, '\n'))
      address.open = false
      const bot = await again()
      expect((await bot.ask(accept, 'ana')).ending).toBe('refused')
      expect((await bot.ask(accept, 'marc')).message.tone).toBe('waiting')
    })

    test('but one of another server with the same number is', async () => {
      const { ask, rudder } = await opened('ana', '\n    server: two', '\n    server: one')
      Object.assign(rudder.state.changeRequests[0] ?? {}, { displayName: 'Maintenance', description: '' })
      expect((await ask(accept, 'ana')).message.tone).toBe('waiting')
    })
  })

  test('which server it is is not asked before a write while nothing else is locked', async () => {
    const { rudder, propose, confirm } = await start()
    await confirm(await propose(disable))
    expect(rudder.requests.filter(({ path }) => path.includes('system/info'))).toEqual([])
  })

  test('a connection that was taken out of the settings while it was locked can be unlocked', async () => {
    const { ask, rewrite, start: again, propose } = await start()
    await propose(disable)
    await ask(lock, 'marc')
    rewrite((yaml) => yaml.replace(/ {2}rudder\/staging:[\s\S]*?\n\n/, '\n'))
    const bot = await again()
    const { message } = await bot.ask('cox unlock rudder/staging', 'marc')
    expect(message.title).toBe('Unlocked: changes on rudder/staging can be confirmed again.')
  })
})
