import type { Message } from '../../src/message/message.ts'

const readAt = Date.UTC(2025, 10, 20, 14, 2, 7)
const link = 'https://rudder.acme.net/rudder'

/** The answer to `/rudder compliance`. */
export const compliance: Message = {
  tone: 'answer',
  asked: { by: 'Ana', line: 'rudder compliance' },
  connection: 'rudder/prod',
  title: '97% compliant, 1 point down since yesterday 09:00',
  fields: [
    { label: 'In error', value: '31 nodes' },
    { label: 'Silent (no report)', value: '46 nodes' },
    { label: 'Non-compliant (audit)', value: '96 nodes' },
    { label: 'Pending', value: '12 nodes' },
    { label: 'Fully compliant', value: '2,799 nodes' },
    { label: 'All', value: '2,984 nodes' },
  ],
  lists: [
    {
      title: 'Where to look first',
      ordered: true,
      items: [
        { name: 'SSH hardening', text: '19 of 41 nodes in error (0 yesterday)' },
        { name: 'NTP client', text: '12 of 2,960 in error (11)' },
        { name: 'CIS level 1', text: '96 of 1,204 non-compliant, audit only (96)' },
        { name: 'Silent nodes', text: '41 of 46 are *.lyon2.acme.net' },
      ],
      total: 16,
    },
  ],
  notes: ['A node counts once, by its worst state. 97% is Rudder’s own figure: of checks, rounded, pending left out.'],
  next: ['rudder failing SSH hardening', 'rudder silent'],
  provenance: { readAt, source: 'Rudder API 21', renewed: 'agents report every 5 min', link },
}

/** The proposal of `/rudder rule disable …`. */
export const disable: Message = {
  tone: 'waiting',
  asked: { by: 'Ana', line: 'rudder rule disable SSH hardening because lockout on jump hosts, INC-4312' },
  connection: 'rudder/prod',
  title: 'Disable “SSH hardening” on prod?',
  lead: 'Nothing is changed yet; open until 14:18.',
  diff: [{ field: 'Enabled', before: 'yes', after: 'no' }],
  fields: [
    { label: 'Nodes that lose it', value: '41 (group DMZ Linux)' },
    { label: 'Their state now', value: '19 in error, 22 compliant' },
    { label: 'Mode', value: 'enforce' },
    { label: 'Reason', value: 'lockout on jump hosts, INC-4312' },
  ],
  lists: [
    {
      title: 'What will happen',
      items: [
        'After new policies are generated, at their next run (5 min), the nodes stop checking and repairing. What is set on them stays.',
        '2 of its 3 directives are in no other enabled rule: SSH settings, SSH banner.',
        'The prod figure will rise, because failing checks leave the count. That is not a repair.',
      ],
    },
  ],
  notes: [
    'One confirmation is enough (two from 50 nodes): Ana, or anybody in rudder-operators.',
    'If the rule changes before you confirm, nothing is written and you see the new difference.',
  ],
  actions: [
    { does: 'confirm', proposal: '7F3K9', label: 'Disable on 41 nodes', danger: true },
    { does: 'cancel', proposal: '7F3K9', label: 'Cancel' },
  ],
  provenance: { readAt, source: 'Rudder API 21', link },
  record: 'proposal 7F3K9',
}

/** A name that fits no rule. */
export const mistake: Message = {
  tone: 'error',
  asked: { by: 'Ana', line: 'rudder rule disable ssh hardning' },
  connection: 'rudder/prod',
  title: 'No rule on prod is called “ssh hardning”',
  lead: 'Nothing was called that could change anything. Did you mean one of these?',
  next: ['rudder rule disable SSH hardening', 'rudder rule disable SSH hardening (DMZ)'],
}

/** `/rudder help`. */
export const help: Message = {
  tone: 'help',
  title: 'What Rudder can be asked',
  lists: [
    {
      title: 'Reading',
      items: [
        { name: 'rudder compliance [rule]', text: 'How compliant are the nodes, overall or for one rule?' },
        { name: 'rudder failing [rule]', text: 'Which nodes fail, and at what?' },
        { name: 'rudder silent', text: 'Which nodes have stopped reporting?' },
      ],
    },
    {
      title: 'Writing, always after a confirmation',
      items: [
        { name: 'rudder rule disable <rule>', text: 'Stop applying a rule to its nodes' },
        { name: 'rudder directive audit <directive>', text: 'Only check, no longer repair' },
      ],
    },
  ],
  notes: ['Add “because …” for the reason and “on staging” for another connection.'],
}

/** The first rows of a longer table. */
export const failing: Message = {
  tone: 'answer',
  asked: { by: 'Ana', line: 'rudder failing' },
  connection: 'rudder/prod',
  title: '400 nodes fail 3 rules or more',
  facts: { failing: 400, nonCompliant: 2984, since: null },
  table: {
    columns: [{ label: 'Node' }, { label: 'Errors' }, { label: 'Worst rule' }, { label: 'Last report' }],
    rows: [
      ['jump-01.lyon2.acme.net', 2984, 'SSH hardening', '14:01:12'],
      ['東京-web-114.acme.net', 12, 'NTP client', null],
      ['web-115.acme.net', 3, 'CIS level 1: file permissions on /etc and below', '13:58:40'],
    ],
    total: 400,
  },
  next: ['rudder failing SSH hardening'],
  provenance: { readAt, source: 'Rudder API 21', renewed: 'agents report every 5 min', link },
}

/** A write that Rudder holds back until somebody deploys it. */
export const outcome: Message = {
  tone: 'failed',
  asked: { by: 'Ana', line: 'rudder rule disable SSH hardening' },
  connection: 'rudder/prod',
  title: 'Disable “SSH hardening” on prod',
  lead: 'Rudder could not be reached; the request never left.',
  diff: [
    {
      field: 'Description',
      before: 'Baseline for jump hosts, owned by the platform team, reviewed every quarter',
      after: 'Baseline for jump hosts, owned by the security team, reviewed every quarter',
    },
  ],
  provenance: { readAt, source: 'Rudder API 21' },
  record: 'proposal 7F3K9 · audit #3',
}
