import { describe, expect, test } from 'vitest'
import { toTerminal } from '../../src/message/terminal.ts'
import { compliance, disable, failing, help, mistake, outcome } from './examples.ts'

describe('80 cells', () => {
  test('compliance', () => {
    expect(toTerminal(compliance, { width: 80 })).toMatchInlineSnapshot(`
      "Ana: rudder compliance · rudder/prod

      97% compliant, 1 point down since yesterday 09:00

      In error                  31 nodes
      Silent (no report)        46 nodes
      Non-compliant (audit)     96 nodes
      Pending                   12 nodes
      Fully compliant        2,799 nodes
      All                    2,984 nodes

      Where to look first
        1. SSH hardening: 19 of 41 nodes in error (0 yesterday)
        2. NTP client: 12 of 2,960 in error (11)
        3. CIS level 1: 96 of 1,204 non-compliant, audit only (96)
        4. Silent nodes: 41 of 46 are *.lyon2.acme.net
        … and 12 more

      A node counts once, by its worst state. 97% is Rudder’s own figure: of checks,
      rounded, pending left out.

      Next: rudder failing SSH hardening
            rudder silent

      Read 14:02:07 UTC · agents report every 5 min · Rudder API 21
      https://rudder.acme.net/rudder"
    `)
  })
  test('a proposal', () => {
    expect(toTerminal(disable, { width: 80, actions: true })).toMatchInlineSnapshot(`
      "Ana: rudder rule disable SSH hardening because lockout on jump hosts, INC-4312
      on rudder/prod

      ? Disable “SSH hardening” on prod?
      Nothing is changed yet; open until 14:18.

      Enabled             yes → no
      Nodes that lose it  41 (group DMZ Linux)
      Their state now     19 in error, 22 compliant
      Mode                enforce
      Reason              lockout on jump hosts, INC-4312

      What will happen
        • After new policies are generated, at their next run (5 min), the nodes stop
          checking and repairing. What is set on them stays.
        • 2 of its 3 directives are in no other enabled rule: SSH settings, SSH
          banner.
        • The prod figure will rise, because failing checks leave the count. That is
          not a repair.

      One confirmation is enough (two from 50 nodes): Ana, or anybody in
      rudder-operators.
      If the rule changes before you confirm, nothing is written and you see the new
      difference.

      You can: Disable on 41 nodes · Cancel

      Read 14:02:07 UTC · Rudder API 21 · proposal 7F3K9
      https://rudder.acme.net/rudder"
    `)
  })
  test('a mistake', () => {
    expect(toTerminal(mistake, { width: 80 })).toMatchInlineSnapshot(`
      "Ana: rudder rule disable ssh hardning · rudder/prod

      ? No rule on prod is called “ssh hardning”
      Nothing was called that could change anything. Did you mean one of these?

      Next: rudder rule disable SSH hardening
            rudder rule disable SSH hardening (DMZ)"
    `)
  })
  test('help', () => {
    expect(toTerminal(help, { width: 80 })).toMatchInlineSnapshot(`
      "What Rudder can be asked

      Reading
        rudder compliance [rule]  How compliant are the nodes, overall or for one
                                  rule?
        rudder failing [rule]     Which nodes fail, and at what?
        rudder silent             Which nodes have stopped reporting?

      Writing, always after a confirmation
        rudder rule disable <rule>          Stop applying a rule to its nodes
        rudder directive audit <directive>  Only check, no longer repair

      Add “because …” for the reason and “on staging” for another connection."
    `)
  })
  test('a table', () => {
    expect(toTerminal(failing, { width: 80 })).toMatchInlineSnapshot(`
      "Ana: rudder failing · rudder/prod

      400 nodes fail 3 rules or more

      Failing          400
      Non compliant  2,984
      Since              –

      Node                    Errors  Worst rule                           Last report
      ──────────────────────  ──────  ───────────────────────────────────  ───────────
      jump-01.lyon2.acme.net   2,984  SSH hardening                        14:01:12
      東京-web-114.acme.net       12  NTP client                           –
      web-115.acme.net             3  CIS level 1: file permissions on /…  13:58:40
      3 of 400 rows

      Next: rudder failing SSH hardening

      Read 14:02:07 UTC · agents report every 5 min · Rudder API 21
      https://rudder.acme.net/rudder"
    `)
  })
  test('a write that was not applied', () => {
    expect(toTerminal(outcome, { width: 80, zone: 'Europe/Paris' })).toMatchInlineSnapshot(`
      "Ana: rudder rule disable SSH hardening · rudder/prod

      ✗ Not applied: Disable “SSH hardening” on prod
      Rudder could not be reached; the request never left.

      Description  from Baseline for jump hosts, owned by the platform team, reviewed
                        every quarter
                   to   Baseline for jump hosts, owned by the security team, reviewed
                        every quarter

      Read 15:02:07 CET · Rudder API 21 · proposal 7F3K9 · audit #3"
    `)
  })
})

describe('40 cells', () => {
  test('compliance', () => {
    expect(toTerminal(compliance, { width: 40 })).toMatchInlineSnapshot(`
      "Ana: rudder compliance · rudder/prod

      97% compliant, 1 point down since
      yesterday 09:00

      In error                  31 nodes
      Silent (no report)        46 nodes
      Non-compliant (audit)     96 nodes
      Pending                   12 nodes
      Fully compliant        2,799 nodes
      All                    2,984 nodes

      Where to look first
        1. SSH hardening: 19 of 41 nodes in
           error (0 yesterday)
        2. NTP client: 12 of 2,960 in error
           (11)
        3. CIS level 1: 96 of 1,204
           non-compliant, audit only (96)
        4. Silent nodes: 41 of 46 are
           *.lyon2.acme.net
        … and 12 more

      A node counts once, by its worst state.
      97% is Rudder’s own figure: of checks,
      rounded, pending left out.

      Next: rudder failing SSH hardening
            rudder silent

      Read 14:02:07 UTC
      agents report every 5 min
      Rudder API 21
      https://rudder.acme.net/rudder"
    `)
  })
  test('a proposal', () => {
    expect(toTerminal(disable, { width: 40, actions: true })).toMatchInlineSnapshot(`
      "Ana: rudder rule disable SSH hardening because lockout on jump hosts, INC-4312
      on rudder/prod

      ? Disable “SSH hardening” on prod?
      Nothing is changed yet; open until
      14:18.

      Enabled             yes → no
      Nodes that lose it  41 (group DMZ Linux)
      Their state now     19 in error, 22
                          compliant
      Mode                enforce
      Reason              lockout on jump
                          hosts, INC-4312

      What will happen
        • After new policies are generated, at
          their next run (5 min), the nodes
          stop checking and repairing. What is
          set on them stays.
        • 2 of its 3 directives are in no
          other enabled rule: SSH settings,
          SSH banner.
        • The prod figure will rise, because
          failing checks leave the count. That
          is not a repair.

      One confirmation is enough (two from 50
      nodes): Ana, or anybody in
      rudder-operators.
      If the rule changes before you confirm,
      nothing is written and you see the new
      difference.

      You can: Disable on 41 nodes · Cancel

      Read 14:02:07 UTC · Rudder API 21
      proposal 7F3K9
      https://rudder.acme.net/rudder"
    `)
  })
  test('a mistake', () => {
    expect(toTerminal(mistake, { width: 40 })).toMatchInlineSnapshot(`
      "Ana: rudder rule disable ssh hardning
      on rudder/prod

      ? No rule on prod is called “ssh
      hardning”
      Nothing was called that could change
      anything. Did you mean one of these?

      Next: rudder rule disable SSH hardening
            rudder rule disable SSH hardening (DMZ)"
    `)
  })
  test('a table', () => {
    expect(toTerminal(failing, { width: 40 })).toMatchInlineSnapshot(`
      "Ana: rudder failing · rudder/prod

      400 nodes fail 3 rules or more

      Failing          400
      Non compliant  2,984
      Since              –

      Node         jump-01.lyon2.acme.net
      Errors       2,984
      Worst rule   SSH hardening
      Last report  14:01:12

      Node         東京-web-114.acme.net
      Errors       12
      Worst rule   NTP client
      Last report  –

      Node         web-115.acme.net
      Errors       3
      Worst rule   CIS level 1: file
                   permissions on /etc and
                   below
      Last report  13:58:40

      3 of 400 rows

      Next: rudder failing SSH hardening

      Read 14:02:07 UTC
      agents report every 5 min
      Rudder API 21
      https://rudder.acme.net/rudder"
    `)
  })
})
