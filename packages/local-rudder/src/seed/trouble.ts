import type { Finding, Override, Status } from '../state.ts'
import type { Machine } from './fleet.ts'
import { dmzOf } from './groups.ts'
import { idOf } from './id.ts'

const hour = 3_600_000

const at = (site: string, role: string) => (one: Machine) => one.site === site && one.role === role

/** Marks the silent nodes (46 of 400, 41 of them in lyon2) and the pending ones (12), in proportion in a smaller fleet. */
export function unsettle(fleet: readonly Machine[], now: number): void {
  const scale = Math.min(1, fleet.length / 401)
  const first = (choice: (one: Machine) => boolean, count: number) =>
    fleet.filter(choice).slice(0, Math.ceil(count * scale))
  for (const one of fleet) one.lastRunAt = now
  for (const [index, one] of [...first(at('lyon2', 'edge'), 41), ...first(at('fra1', 'db'), 5)].entries()) {
    one.silent = true
    one.lastRunAt = now - 2 * hour - index * 60_000
  }
  for (const one of first(at('ams3', 'app'), 12)) one.pending = true
}

/** What goes wrong: SSH hardening on 19 of 41 nodes, NTP client on 12, CIS level 1 on 96; no node in two of them. */
export function findingsOf(fleet: readonly Machine[]): Finding[] {
  const scale = Math.min(1, fleet.length / 401)
  const some = (machines: readonly Machine[], count: number) => machines.slice(0, Math.ceil(count * scale))
  const dmz = dmzOf(fleet)
  const jumps = some(
    dmz.filter((one) => one.role === 'jump'),
    3,
  )
  const webs = dmz.filter((one) => one.role === 'web').slice(13 * scale)
  const ssh = [...jumps, ...some(webs, 16)]
  const ntp = some(fleet.filter(at('fra1', 'web')), 12)
  const calm = (one: Machine) =>
    ['fra1', 'ams3'].includes(one.site) && !one.silent && !one.pending && !ntp.includes(one)
  const cis = some(fleet.filter(calm), 96)
  const find = (
    place: readonly [string, string, string],
    nodes: readonly Machine[],
    status: Status,
    message: string,
  ): Finding => ({
    ruleId: idOf('rule', place[0]),
    directiveId: idOf('directive', place[1]),
    component: place[2],
    nodeIds: nodes.map((one) => one.id),
    status,
    message,
  })
  const banner = ssh.slice(17)
  const missing = 'No report for this component'
  const badMode = 'The agent ran in audit mode where enforce was expected'
  return [
    find(
      ['SSH hardening', 'SSH service', 'SSH service'],
      ssh.slice(0, 17),
      'error',
      'Unit sshd.service failed to restart',
    ),
    find(['SSH hardening', 'SSH banner', '/etc/issue.net'], banner, 'error', 'Could not write: Read-only file system'),
    find(['SSH hardening', 'SSH settings', 'SSH ciphers'], ssh.slice(0, 3), 'unexpectedMissingComponent', missing),
    find(['NTP client', 'NTP service', 'NTP service'], ntp, 'error', 'Service chronyd could not be started'),
    find(['NTP client', 'NTP service', 'NTP configuration'], ntp.slice(0, 1), 'badPolicyMode', badMode),
    find(
      ['CIS level 1', 'CIS 5 Access', 'CIS 5.2 SSH'],
      cis.slice(0, 60),
      'auditNonCompliant',
      'PermitRootLogin is not "no"',
    ),
    find(
      ['CIS level 1', 'CIS 1 Filesystem', 'CIS 1.1 Partitions'],
      cis.slice(40),
      'auditNonCompliant',
      '/tmp is not a partition',
    ),
    find(
      ['CIS level 1', 'CIS 4 Logging', 'CIS 4.2 rsyslog'],
      cis.slice(0, 4),
      'auditError',
      'rsyslog.conf could not be read',
    ),
  ]
}

/** The one skipped directive: "SSH settings (legacy)" gives way to SSH hardening. */
export const overridesOf = (): Override[] => [
  {
    ruleId: idOf('rule', 'Legacy SSH baseline'),
    directiveId: idOf('directive', 'SSH settings (legacy)'),
    byRuleId: idOf('rule', 'SSH hardening'),
  },
]
