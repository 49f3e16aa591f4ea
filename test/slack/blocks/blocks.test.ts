import { checkBlocks } from 'local-slack/blocks'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/message/message.ts'
import { toBlocks } from '../../../src/slack/blocks/blocks.ts'
import { compliance, disable, failing, help, mistake, outcome } from '../../message/examples.ts'
import { sketch } from './sketch.ts'

const user = 'U07ANA'
const by = <T extends Message>(message: T): T => ({
  ...message,
  asked: { by: 'Ana', line: '', ...message.asked, user },
})
const shown = (message: Message, run: string | undefined = 'r_1') => {
  const rendered = toBlocks(message, { id: 'p_1:3', ...(run !== undefined && { run }) })
  expect(checkBlocks(rendered.blocks)).toEqual([])
  return sketch(rendered)
}

describe('as it reads', () => {
  test('compliance', () =>
    expect(shown(by(compliance))).toMatchInlineSnapshot(`
      "rudder/prod: 97% compliant, 1 point down since yesterday 09:00. 31 nodes in error, 46 nodes silent (no report), 96 nodes non-compliant (audit). Where to look first: SSH hardening, 19 of 41 nodes in error (0 yesterday).
      ---
      @U07ANA: ‹/rudder compliance› on **rudder/prod**
      ---
      # 97% compliant, 1 point down since yesterday 09:00
      ---
      ⟪*In error*⟫ | 31 nodes
      ⟪*Silent (no report)*⟫ | 46 nodes
      ⟪*Non-compliant (audit)*⟫ | 96 nodes
      ---
      ⟪*Pending*⟫ | 12 nodes
      ⟪*Fully compliant*⟫ | 2,799 nodes
      ⟪*All*⟫ | 2,984 nodes
      ---
      **Where to look first**
      1. **SSH hardening**: 19 of 41 nodes in error (0 yesterday)
      2. **NTP client**: 12 of 2,960 in error (11)
      3. **CIS level 1**: 96 of 1,204 non-compliant, audit only (96)
      4. **Silent nodes**: 41 of 46 are *.lyon2.acme.net
      … and 12 more
      ---
      (A node counts once, by its worst state. 97% is Rudder’s own figure: of checks, rounded, pending left out.)
      ---
      [/rudder failing SSH hardening] next:0=r_1, spoken: /rudder failing SSH hardening
      [/rudder silent] next:1=r_1, spoken: /rudder silent
      ---
      (⟪<!date^1763647327^Read {date_short_pretty} at {time_secs}|Read 14:02:07 UTC>⟫ · agents report every 5 min · Rudder API 21 ⟪· <https://rudder.acme.net/rudder|Open in Rudder>⟫)"
    `))
  test('a proposal that waits', () => {
    const expires = Date.UTC(2025, 10, 20, 14, 18, 0)
    const actions = [
      {
        does: 'confirm',
        proposal: '7F3K9',
        label: 'Disable on 41 nodes',
        danger: true,
        spoken: 'Disable SSH hardening on rudder/prod, 41 nodes',
      },
      { does: 'remind', proposal: '7F3K9', label: 'Disable, remind in 2 h' },
      { does: 'cancel', proposal: '7F3K9', label: 'Cancel' },
    ] as const
    const lead = '41 nodes. Nothing is changed yet; open until 14:18:00 UTC (15 min).'
    expect(shown(by({ ...disable, lead, expires, actions }))).toMatchInlineSnapshot(`
      "? Disable “SSH hardening” on prod? Nodes that lose it: 41 (group DMZ Linux), their state now: 19 in error, 22 compliant. Enabled from yes to no. Asked by Ana. 41 nodes. Nothing is changed yet; open until 14:18:00 UTC (15 min).
      ---
      @U07ANA: ‹/rudder rule disable SSH hardening because lockout on jump hosts, INC-4312› on **rudder/prod**
      ---
      # ? Disable “SSH hardening” on prod?
      ---
      41 nodes. Nothing is changed yet; open until [{time} | 14:18:00 UTC] (15 min).
      ---
      **Enabled**  yes → **no**
      ---
      ⟪*Nodes that lose it*⟫ | 41 (group DMZ Linux)
      ⟪*Their state now*⟫ | 19 in error, 22 compliant
      ⟪*Mode*⟫ | enforce
      ⟪*Reason*⟫ | lockout on jump hosts, INC-4312
      ---
      **What will happen**
      • After new policies are generated, at their next run (5 min), the nodes stop checking and repairing. What is set on them stays.
      • 2 of its 3 directives are in no other enabled rule: SSH settings, SSH banner.
      • The prod figure will rise, because failing checks leave the count. That is not a repair.
      ---
      (One confirmation is enough (two from 50 nodes): Ana, or anybody in rudder-operators.
      If the rule changes before you confirm, nothing is written and you see the new difference.)
      ---
      [Disable on 41 nodes] confirm=7F3K9, danger, spoken: Disable SSH hardening on rudder/prod, 41 nodes
      [Disable, remind in 2 h] remind=7F3K9
      [Cancel] cancel=7F3K9
      ---
      (⟪<!date^1763647327^Read {date_short_pretty} at {time_secs}|Read 14:02:07 UTC>⟫ · Rudder API 21 ⟪· <https://rudder.acme.net/rudder|Open in Rudder>⟫ · proposal 7F3K9)"
    `)
  })
  test('a mistake, with candidates to press', () =>
    expect(shown(by(mistake))).toMatchInlineSnapshot(`
      "? No rule on prod is called “ssh hardning”. Nothing was called that could change anything. Did you mean one of these?
      ---
      @U07ANA: ‹/rudder rule disable ssh hardning› on **rudder/prod**
      ---
      # ? No rule on prod is called “ssh hardning”
      ---
      Nothing was called that could change anything. Did you mean one of these?
      ---
      [/rudder rule disable SSH hardening] next:0=r_1, spoken: /rudder rule disable SSH hardening
      [/rudder rule disable SSH hardening (DMZ)] next:1=r_1, spoken: /rudder rule disable SSH hardening (DMZ)"
    `))
  test('a mistake, with candidates to type', () => {
    const rendered = toBlocks(mistake, { id: 'p_1:3', slash: '' })
    expect(sketch(rendered)).toMatchInlineSnapshot(`
      "? No rule on prod is called “ssh hardning”. Nothing was called that could change anything. Did you mean one of these?
      ---
      **Ana**: ‹rudder rule disable ssh hardning› on **rudder/prod**
      ---
      # ? No rule on prod is called “ssh hardning”
      ---
      Nothing was called that could change anything. Did you mean one of these?
      ---
      Next: ‹rudder rule disable SSH hardening›
      ‹rudder rule disable SSH hardening (DMZ)›"
    `)
  })
  test('help', () =>
    expect(shown(help)).toMatchInlineSnapshot(`
      "What Rudder can be asked. Reading: rudder compliance [rule], How compliant are the nodes, overall or for one rule?
      ---
      # What Rudder can be asked
      ---
      **Reading
      **‹/rudder compliance [rule]›: How compliant are the nodes, overall or for one rule?
      ‹/rudder failing [rule]›: Which nodes fail, and at what?
      ‹/rudder silent›: Which nodes have stopped reporting?
      **
      Writing, always after a confirmation
      **‹/rudder rule disable <rule>›: Stop applying a rule to its nodes
      ‹/rudder directive audit <directive>›: Only check, no longer repair

      ---
      (Add “because …” for the reason and “on staging” for another connection.)"
    `))
  test('a table', () =>
    expect(shown(by(failing))).toMatchInlineSnapshot(`
      "rudder/prod: 400 nodes fail 3 rules or more. 400 failing, 2,984 non compliant.
      ---
      @U07ANA: ‹/rudder failing› on **rudder/prod**
      ---
      # 400 nodes fail 3 rules or more
      ---
      ⟪*Failing*⟫ | 400
      ⟪*Non compliant*⟫ | 2,984
      ⟪*Since*⟫ | –
      ---
      (Table: 3 of 400 rows)
      ---
      left | right | left | left
      Node | Errors | Worst rule | Last report
      jump-01.lyon2.acme.net | 2,984 | SSH hardening | 14:01:12
      東京-web-114.acme.net | 12 | NTP client | –
      web-115.acme.net | 3 | CIS level 1: file permissions on /etc and below | 13:58:40
      ---
      [/rudder failing SSH hardening] next:0=r_1, spoken: /rudder failing SSH hardening
      ---
      (⟪<!date^1763647327^Read {date_short_pretty} at {time_secs}|Read 14:02:07 UTC>⟫ · agents report every 5 min · Rudder API 21 ⟪· <https://rudder.acme.net/rudder|Open in Rudder>⟫)"
    `))
  test('not applied', () =>
    expect(shown(by(outcome))).toMatchInlineSnapshot(`
      "✗ Not applied: Disable “SSH hardening” on prod. Rudder could not be reached; the request never left. Description from Baseline for jump hosts, owned by the platform team, review… to Baseline for jump hosts, owned by the security team, review… Asked by Ana.
      ---
      @U07ANA: ‹/rudder rule disable SSH hardening› on **rudder/prod**
      ---
      # ✗ Not applied: Disable “SSH hardening” on prod
      ---
      Rudder could not be reached; the request never left.
      ---
      **Description**
      from: Baseline for jump hosts, owned by the platform team, reviewed every quarter
      to: Baseline for jump hosts, owned by the security team, reviewed every quarter (not written)
      ---
      (⟪<!date^1763647327^Read {date_short_pretty} at {time_secs}|Read 14:02:07 UTC>⟫ · Rudder API 21 · proposal 7F3K9 · audit #3)"
    `))
})

describe('each outcome says its word', () => {
  const head = (message: Partial<Message>): string =>
    shown({ tone: 'answer', title: 'Disable x', ...message }).split('\n---\n')[1] ?? ''
  test.for<[Message['tone'], string]>([
    ['answer', '# Disable x'],
    ['help', '# Disable x'],
    ['error', '# ✗ Error: Disable x'],
    ['applied', '# ✓ Applied: Disable x'],
    ['awaiting validation', '# ⌛ Awaiting validation: Disable x'],
    ['failed', '# ✗ Not applied: Disable x'],
    ['unknown', '# ⚠ Outcome unknown: Disable x'],
    ['stale', '# ✗ Stale: Disable x'],
    ['refused', '# ✗ Refused: Disable x'],
    ['cancelled', '# ✗ Cancelled: Disable x'],
    ['expired', '# ✗ Expired: Disable x'],
  ])('%s', ([tone, title]) => expect(head({ tone })).toBe(title))
  test('or the title says as much', () => {
    expect(head({ tone: 'stale', title: 'Not written: disable x' })).toBe('# ✗ Not written: disable x')
    expect(head({ tone: 'stale', title: 'Not written in stone' })).toBe('# ✗ Stale: Not written in stone')
  })
  test('but not twice, and not where a question waits or something is on its way', () => {
    expect(head({ tone: 'refused', title: 'Refused: disable x' })).toBe('# ✗ Refused: disable x')
    expect(head({ tone: 'waiting', title: 'Disable x?' })).toBe('# ? Disable x?')
    expect(head({ tone: 'waiting', title: 'Being sent: disable x' })).toBe('# ⌛ Being sent: disable x')
    const actions = [{ does: 'cancel', proposal: 'p', label: 'Cancel' }] as const
    expect(head({ tone: 'waiting', title: 'Disable x', actions })).toBe('# ? Waiting for confirmation: Disable x')
  })
})

test('a change that was asked for is not said to be so', () => {
  const change = (tone: Message['tone'], after = 'no'): string =>
    shown({ tone, title: 'x', diff: [{ field: 'Enabled', before: 'yes', after }] })
      .split('\n')
      .find((line) => line.includes('→') || line.startsWith('to: ')) ?? ''
  expect(change('applied')).toBe('**Enabled**  yes → **no**')
  expect(change('waiting')).toBe('**Enabled**  yes → **no**')
  expect(change('unknown')).toBe('**Enabled**  yes → no (outcome unknown)')
  expect(change('awaiting validation')).toBe('**Enabled**  yes → no (not yet done)')
  for (const tone of ['failed', 'stale', 'refused', 'cancelled', 'expired'] as const) {
    expect(change(tone)).toBe('**Enabled**  yes → no (not written)')
    expect(change(tone, 'x'.repeat(80))).toBe(`to: ${'x'.repeat(80)} (not written)`)
  }
  expect(change('applied', '')).toBe('**Enabled**  yes → **(empty)**')
})

test('what is alone in the last line has no dot before it', () => {
  expect(shown({ tone: 'stale', title: 'x', record: 'proposal 7F3K9' }).split('\n').at(-1)).toBe('(proposal 7F3K9)')
})
