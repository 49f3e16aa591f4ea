import { describe, expect, test } from 'vitest'
import { textOf } from '../bot.ts'
import { saidIn, startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { fieldIn, listIn } from './setup.ts'

onSqlite((engine) => {
  describe('a directive', () => {
    test('is shown with its rules and its figure, without a call that carries parameters', async () => {
      const { ask, rudder } = await startScene(engine)
      const { message } = await ask('rudder directive SSH service')
      expect(message.title).toMatch(/^“SSH service” is [\d.]+% compliant on \d+ nodes$/)
      expect(message.facts).toMatchObject({ failing: 17, rules: 2 })
      expect(listIn(message, 'Rules that use it').map((line) => line.split(': ')[0])).toEqual([
        'SSH hardening',
        'SSH hardening (jump hosts)',
      ])
      expect(listIn(message, 'Fails on')).toHaveLength(1)
      expect(message.next).toContain('rudder failing SSH hardening')
      expect(rudder.requests.filter(({ path }) => path.includes('/api/directives'))).toEqual([])
    })

    test('that applies nowhere says why: disabled, overridden, in no rule, on no node', async () => {
      const { ask, rudder } = await startScene(engine)
      const title = async (name: string) => (await ask(`rudder directive ${name}`)).message.title
      expect(await title('Legacy collector')).toBe('“Legacy collector” is disabled')
      expect(await title('Docker daemon')).toBe('“Docker daemon” is checked on no node')
      expect(await title('Fail2ban service')).toBe('“Fail2ban service” is in no enabled rule, so it applies nowhere')
      const legacy = (await ask('rudder directive SSH settings (legacy)')).message
      expect(legacy.title).toBe(
        '“SSH settings (legacy)” is overridden in every enabled rule that has it, so it counts nowhere',
      )
      expect(listIn(legacy, 'Rules that use it')).toEqual([
        'Legacy SSH baseline: overridden there by rule SSH hardening; not counted',
      ])
      expect(legacy.facts).toMatchObject({ failing: 0, compliance: null })
      for (const rule of rudder.state.rules) rule.directives = []
      expect(await title('Sudoers')).toBe('“Sudoers” is in no rule, so it applies nowhere')
    })

    test('on more nodes than can be read at once: part by part', async () => {
      const { ask } = await startScene(engine, { limits: { wholeBytes: 40_000 } })
      const { message } = await ask('rudder directive NTP service')
      expect(message.title).toMatch(
        /^“NTP service” is [\d.]+% compliant on 400 nodes; 46 are silent and 12 are pending$/,
      )
      expect(message.facts).toMatchObject({ failing: 12, nodes: 400, rules: 1 })
    })

    test('in detail: technique, version, mode, and parameters as names only', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder directive details Root account')
      expect(message.title).toBe('“Root account” is enabled, based on userManagement 1.0')
      expect(listIn(message, 'Parameters, by name only')).toEqual([
        'Root account: USER_LOGIN',
        'Root account: USER_PASSWORD',
      ])
      expect(fieldIn(message, 'Mode')).toBe('default, which is enforce here')
      expect(textOf(message)).not.toContain('play-secret')
      const ssh = (await ask('rudder directive details SSH settings')).message
      expect(fieldIn(ssh, 'Version')).toBe('1.0; there is also 2.0')
    })

    test('among all of them: found by words, and those in no rule are counted', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder directives banner')
      // On a new server, which has no figures at level 1.
      expect(message.table?.rows[0]).toEqual(['Login banner', expect.any(String), expect.any(Number), '100%'])
      expect(message.title).toBe('3 of 60 directives with “banner” in the name, 0 in no rule')
      expect(message.table?.rows.map(([name]) => name)).toEqual(['Login banner', 'Old banner', 'SSH banner'])
      const all = (await ask('rudder directives')).message
      expect(all.table?.rows).toHaveLength(30)
      expect(all.table?.total).toBe(60)
      expect(all.notes).toEqual(['Add words of the name to see fewer.'])
      expect((await ask('rudder directives zzz')).message.title).toBe('None of the 60 directives has “zzz” in its name')
    })
  })

  describe('a technique', () => {
    test('by id or by name: versions, what it asks for and does, and never with what', async () => {
      const { ask } = await startScene(engine)
      const own = (await ask('rudder technique sshConfiguration')).message
      expect(own.title).toBe('“Ssh configuration” is a technique of Rudder, 2 versions')
      expect(fieldIn(own, 'Versions')).toBe('1.0, 2.0')
      const edited = (await ask('rudder technique Linux baseline')).message
      expect(edited.title).toBe('“Linux baseline” is a technique made in the editor, 1 version')
      expect(listIn(edited, 'What it does, in order')).toEqual([
        'Banner (file_content)',
        'Accounts › Root (user_password_hash)',
      ])
      expect(textOf(edited)).not.toContain('secret-')
      expect(textOf(edited)).not.toContain('/etc/issue')
    })

    test('with its directives', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder technique directives userManagement')
      expect(message.title).toBe('3 directives are based on “User management”')
      expect(message.table?.rows[0]).toEqual(['Admin users', '1.0', true, 1])
      expect((await ask('rudder technique directives Backup agent')).message.title).toBe(
        'No directive is based on “Backup agent”',
      )
    })

    test('among all of them, each once', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder techniques ssh')
      expect(message.table?.rows).toContainEqual(['Ssh configuration', 'sshConfiguration', '1.0, 2.0', 'Rudder'])
      expect((await ask('rudder techniques zzz')).message.facts).toEqual({ techniques: 0, edited: 0 })
    })
  })

  describe('a group', () => {
    test('nodes, query in words, rules that use it or leave it out, compliance', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder group Jump hosts')
      expect(message.title).toMatch(/^“Jump hosts” has \d+ nodes$/)
      expect(fieldIn(message, 'Query')).toBe('nodes whose nodeHostname matches jump-.*')
      expect(fieldIn(message, 'Compliance')).toMatch(/^[\d.]+% compliant, all rules on its nodes$/)
      const dmz = (await ask('rudder group DMZ Linux')).message
      expect(listIn(dmz, 'Rules that use it')).toEqual([
        'Fail2ban: disabled',
        'Legacy SSH baseline: In application',
        'SSH hardening: In application',
        'SSH hardening (jump hosts): leaves it out',
      ])
      expect(fieldIn(dmz, 'Rules')).toBe('4, 3 enabled')
      expect(listIn(dmz, 'Its nodes')).toEqual(['web-*.paris1.acme.net: 33 nodes', 'jump-*.paris1.acme.net: 8 nodes'])
    })

    test('of a server that is too old for its compliance: said in one sentence, all else is there', async () => {
      const { ask } = await startScene(engine)
      const { ending, message } = await ask('rudder group DMZ Linux --on staging')
      expect(ending).toBe('done')
      expect(fieldIn(message, 'Compliance')).toBe(
        'not told: Rudder 8.0 has no compliance of a group; it came with Rudder 8.1',
      )
      expect(message.facts?.compliance).toBeNull()
    })

    test('that is empty or disabled', async () => {
      const { ask } = await startScene(engine)
      expect((await ask('rudder group Not yet')).message.title).toBe('“Not yet” has 0 nodes')
      const { message } = await ask('rudder group Retired')
      expect(message.title).toMatch(/, and is disabled$/)
      // The one rule that uses it names it alone, as a rule of an archive does.
      expect(saidIn(message)).toContain("1 rule has it as a target of its own and isn't applied while it is disabled.")
    })

    test('among all of them', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder groups site')
      expect(message.title).toMatch(/^5 of \d+ groups with “site” in the name, 0 empty$/)
      expect(message.table?.rows.map(([name]) => name)).toContain('Site lyon2')
    })
  })

  describe('a rule', () => {
    test('that is enabled and only partially applied is a warning, with the reason', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder rule Monitoring agent')
      expect(message.title).toBe('“Monitoring agent” is enabled but partially applied')
      expect(message.lead).toBe(
        "Warning: enabled is not applied. Rudder says: Partially applied: Directive 'Legacy collector' disabled.",
      )
      expect(listIn(message, 'Directives')).toContainEqual(
        expect.stringMatching(/^Legacy collector: checked on no node; also in 1 other enabled rule$/),
      )
    })

    test('says of each directive how it is, also by name where it is checked on no node', async () => {
      const { ask } = await startScene(engine)
      const legacy = (await ask('rudder rule Legacy SSH baseline')).message
      expect(listIn(legacy, 'Directives')[0]).toBe(
        'SSH settings (legacy): overridden by rule SSH hardening; not counted',
      )
      const disabled = (await ask('rudder rule Fail2ban')).message
      expect(listIn(disabled, 'Directives')).toEqual(['Fail2ban service: checked on no node'])
    })

    test('in the tree: categories with their rules, all of those that are asked for', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder tree')
      expect(message.title).toBe('5 categories with 43 rules')
      const categories = listIn(message, 'Categories')
      expect(categories.map((line) => line.split(': ')[0])).toEqual([
        ...['Applications', 'Applications › Legacy', 'Base system', 'Rules', 'Security'],
      ])
      expect(categories[1]).toBe('Applications › Legacy: empty')
      const security = (await ask('rudder tree security')).message
      expect(listIn(security, 'Security: 15 rules')).toContain('Fail2ban (disabled)')
      expect((await ask('rudder tree zzz')).message.title).toBe('None of the 5 categories has “zzz” in its name')
    })
  })

  describe('nodes', () => {
    test('by words of the name, with how they are', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder nodes jump paris1')
      expect(message.title).toMatch(/^\d+ of 401 nodes with “jump paris1” in the name$/)
      expect(message.table?.rows[0]).toEqual(['jump-01.paris1.acme.net', 'in error'])
      expect(message.facts?.failing).toBe(3)
      const none = (await ask('rudder nodes zzz')).message
      expect(none.title).toBe('None of the 401 nodes has “zzz” in its name')
    })

    test('that wait to be accepted, and one that is there already', async () => {
      const { ask, rudder } = await startScene(engine)
      const waiting = rudder.state.pendingNodes
      expect((await ask('rudder nodes new')).message.title).toBe('3 new nodes wait to be accepted')
      if (waiting[0]) waiting[0].hostname = 'WEB-101.paris1.acme.net'
      const { message } = await ask('rudder node new')
      expect(message.facts).toEqual({ new: 3, twice: 1 })
      expect(message.notes).toContain(
        'There is a node called WEB-101.paris1.acme.net already: is this the same machine?',
      )
      waiting.length = 0
      expect((await ask('rudder nodes new')).message.title).toBe('No node waits to be accepted')
    })
  })

  describe('the server', () => {
    test('what is not fine comes first', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder health')
      expect(message.title).toMatch(/^Rudder 8\.3\.\d+ says that it is OK, with 1 warning$/)
      expect(listIn(message, 'Look at')).toEqual(['Warning: RAM available: Only 1.1 GB of 16 GB left'])
      expect(message.facts).toMatchObject({ critical: 0, warnings: 1 })
    })

    test('settings that matter, and properties by name only', async () => {
      const { ask, rudder } = await startScene(engine)
      expect((await ask('rudder settings')).message.facts).toEqual({ mode: 'enforce', every: 5 })
      rudder.state.settings.enable_change_request = true
      expect(fieldIn((await ask('rudder settings')).message, 'Changes')).toContain('may wait as a change request')
      const { message } = await ask('rudder properties')
      expect(message.table?.rows.map(([name]) => name)).toEqual(['ntp', 'proxy_password', 'rudder'])
      expect(textOf(message)).not.toContain('play-secret')
    })
  })
})
