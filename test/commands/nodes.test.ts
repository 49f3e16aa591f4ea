import { describe, expect, test } from 'vitest'
import { startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { fieldIn, listIn } from './setup.ts'

onSqlite((engine) => {
  describe('one node', () => {
    test('says why it fails in the words of its agent, and offers a run of it', async () => {
      const { ask, rudder } = await startScene(engine)
      const { message } = await ask('rudder node jump-01.paris1.acme.net')
      expect(listIn(message, 'Why it fails')).toEqual([
        'SSH hardening › SSH settings › SSH ciphers: in error: No report for this component',
        'SSH hardening › SSH service: in error: Unit sshd.service failed to restart',
      ])
      expect(message.next).toContain('rudder node run jump-01.paris1.acme.net')
      const node = rudder.state.nodes.find(({ hostname }) => hostname === 'jump-01.paris1.acme.net')
      expect(message.provenance?.link).toBe(`${rudder.url}/secure/nodeManager/node/${node?.id}`)
      if (node) node.os = { ...node.os, fullName: 'Windows Server 2022' }
      expect((await ask('rudder node jump-01.paris1.acme.net')).message.next?.join()).not.toContain('node run')
    })

    test('is found by an address', async () => {
      const { ask, rudder } = await startScene(engine)
      const node = rudder.state.nodes.find(({ hostname }) => hostname.startsWith('web-114'))
      const [address = ''] = node?.ipAddresses ?? []
      node?.ipAddresses.push('127.0.0.1', 'fd00::1:14')
      expect((await ask(`rudder node ${address}`)).message.title).toMatch(`${node?.hostname}: `)
      expect((await ask('rudder node FD00::1:14')).message.title).toMatch(`${node?.hostname}: `)
      expect((await ask(`rudder node run ${address}`)).message.title).toContain(node?.hostname)
      expect((await ask('rudder node 127.0.0.1')).message.title).toContain('No node is called “127.0.0.1”')
    })

    test('waits to be accepted, or is gone', async () => {
      const { ask, rudder } = await startScene(engine)
      const name = 'web-190.lyon2.acme.net'
      const { message } = await ask(`rudder node ${name}`)
      expect(message.title).toBe(`${name} waits to be accepted`)
      expect(fieldIn(message, 'Addresses')).toBe('10.2.9.190')
      expect(message.next).toContain(`rudder node accept ${name}`)
      const page = `${rudder.url}/secure/nodeManager/manageNewNode`
      expect(message.provenance?.link).toBe(page)
      expect((await ask(`rudder node refuse ${name}`)).message.provenance?.link).toBe(page)
      expect((await ask('rudder node 10.2.9.190')).message.title).toBe(`${name} waits to be accepted`)
      const [first] = rudder.state.pendingNodes
      rudder.state.pendingNodes.length = 0
      const gone = (await ask(`rudder node ${first?.id}`)).message
      expect(gone.title).toContain("Rudder doesn't list nodes that were refused or deleted")
    })

    test('that is refused is not in Rudder then; who comes too late to accept it is told what is certain', async () => {
      const { ask, rudder, propose, confirm } = await startScene(engine)
      const proposal = await propose('rudder node accept web-190.lyon2.acme.net')
      const { message } = await ask('rudder node refuse web-190.lyon2.acme.net')
      expect(message.diff).toEqual([{ field: 'Node', before: 'waiting', after: 'not in Rudder' }])
      rudder.state.pendingNodes.length = 0
      expect((await confirm(proposal)).message.lead).toBe(
        'Rudder no longer lists it: it was refused or deleted. Nothing was written.',
      )
    })

    test('that is accepted goes before a new one of the same name', async () => {
      const { ask, rudder } = await startScene(engine)
      const [twin] = rudder.state.pendingNodes
      if (twin) twin.hostname = 'jump-01.paris1.acme.net'
      expect((await ask('rudder node jump-01.paris1.acme.net')).message.title).toMatch(/compliant$/)
      expect((await ask(`rudder node ${twin?.id}`)).message.title).toContain('waits to be accepted')
    })
  })

  test('lists of nodes by state, in the words that people use', async () => {
    const { ask, rudder } = await startScene(engine)
    const of = async (line: string) => {
      const { title, table } = (await ask(line)).message
      return [title, [...new Set(table?.rows.map(([, state]) => state))].sort()]
    }
    const inError = ['35 of 401 nodes, in error', ['in error']]
    for (const line of ['nodes in error', 'nodes error', 'nodes errors', 'nodes in state error'])
      expect(await of(`rudder ${line}`)).toEqual(inError)
    const failing = ['127 of 401 nodes, in error or non-compliant', ['in error', 'non-compliant']]
    expect((await of('rudder nodes in failing'))[0]).toBe(failing[0])
    expect(await of('rudder nodes non-compliant')).toEqual(['92 of 401 nodes, non-compliant', ['non-compliant']])
    expect(await of('rudder nodes in silent')).toEqual(['46 of 401 nodes, silent', ['silent']])
    expect(await of('rudder nodes that are pending')).toEqual(['12 of 401 nodes, pending', ['pending']])
    expect(await of('rudder nodes compliant')).toEqual(['216 of 401 nodes, compliant', ['compliant']])
    expect((await of('rudder nodes unknown'))[0]).toBe(
      '58 of 401 nodes, silent, pending, not reporting or without any check',
    )
    expect((await of('rudder nodes in error paris1'))[0]).toMatch(
      /^\d+ of 401 nodes with “paris1” in the name, in error$/,
    )
    expect(await of('rudder nodes ignored')).toEqual(['None of 401 nodes, ignored by Rudder', []])
    // A part of a name that is a word for a state can still be searched for.
    const [node] = rudder.state.nodes
    if (node) node.hostname = 'error-collector.acme.net'
    const { notes } = (await ask('rudder nodes error')).message
    expect(notes?.[1]).toBe('1 has “error” in the name: “/rudder nodes *error*” lists it.')
    expect((await of('rudder nodes *error*'))[0]).toBe('1 of 401 nodes with “*error*” in the name')
  })

  test('a name means one object by the same match as a list finds them: its beginning before its words', async () => {
    const { ask, rule } = await startScene(engine)
    rule('Draft').displayName = 'All NTP servers'
    const rows = (await ask('rudder rules ntp')).message.table?.rows.map(([name]) => name) ?? []
    expect(rows).toEqual(['NTP client', 'All NTP servers'])
    expect((await ask('rudder rule ntp')).message.title).toMatch(/^“NTP client” is enabled/)
    expect((await ask('rudder rule servers ntp')).message.title).toMatch(/^“All NTP servers” is/)
    expect((await ask('rudder rule disable SSH legacy')).message.title).toContain('Legacy SSH baseline')
  })

  test('an answer about one object leads to it in Rudder', async () => {
    const { ask, rudder, rule } = await startScene(engine)
    const link = async (line: string) => (await ask(line)).message.provenance?.link
    const page = `${rudder.url}/secure/configurationManager/ruleManagement/rule/${rule('SSH hardening').id}`
    for (const line of ['rule', 'compliance', 'failing', 'rule disable', 'rule delete'])
      expect(await link(`rudder ${line} SSH hardening`)).toBe(page)
    const directive = rudder.state.directives.find(({ displayName }) => displayName === 'SSH banner')
    expect(await link('rudder directive SSH banner')).toBe(
      `${rudder.url}/secure/configurationManager/directiveManagement#%7B%22directiveId%22:%22${directive?.id}%22%7D`,
    )
    expect(await link('rudder rule unassign SSH banner from SSH hardening')).toBe(page)
    const group = rudder.state.groups.find(({ displayName }) => displayName === 'DMZ Linux')
    expect(await link('rudder group DMZ Linux')).toBe(
      `${rudder.url}/secure/nodeManager/groups#%7B%22groupId%22:%22${group?.id}%22%7D`,
    )
    expect(await link('rudder rules')).toBe(rudder.url)
    expect((await fetch(page)).status).toBe(200)
  })

  test('what Rudder does not have is not offered, and why is said as it is', async () => {
    const { ask, rudder } = await startScene(engine)
    expect((await ask('rudder pending')).message.next).not.toContain('rudder requests')
    expect(listIn((await ask('rudder health')).message, 'Plugins')[0]).toContain('change validation')
    expect((await ask('rudder requests')).message.title).toContain(
      'This Rudder has no change requests: they are switched off in its settings.',
    )
    rudder.state.settings.enable_change_request = true
    expect((await ask('rudder pending')).message.next).toContain('rudder requests')
    rudder.state.validation.installed = false
    expect((await ask('rudder requests')).message.title).toContain('its change-validation plugin is missing, disabled')
  })
})
