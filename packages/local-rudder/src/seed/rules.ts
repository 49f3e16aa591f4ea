import type { Category, Rule, Target } from '../state.ts'
import { group } from './groups.ts'
import { idOf } from './id.ts'

type Line = readonly [name: string, targets: readonly Target[], directives: readonly string[], more?: Partial<Rule>]

const less = (included: string[], excluded: string[]): Target[] => [
  { include: { or: included }, exclude: { or: excluded } },
]

const off = { enabled: false } as const
const production = [group('Production servers')]
const dmz = [group('DMZ Linux')]
const jumps = group('Jump hosts')
const web = [group('Web servers')]
const databases = [group('Database servers')]
const canary = [group('Canary <!here> & co')]
const tags = [{ team: 'linux' }, { criticality: 'high' }]

const security: readonly Line[] = [
  ['SSH hardening', dmz, ['SSH settings', 'SSH banner', 'SSH service'], { tags }],
  ['SSH hardening (jump hosts)', less([jumps], dmz), ['SSH settings (jump hosts)', 'SSH service']],
  ['Legacy SSH baseline', dmz, ['SSH settings (legacy)', 'Login banner']],
  ['SSH banner everywhere', production, ['SSH banner'], off],
  ['enable ssh', [{ and: [jumps, group('Site mtl1')] }], ['SSH key rotation']],
  [
    'CIS level 1',
    [{ or: [group('Site fra1'), group('Site ams3')] }],
    ['CIS 1 Filesystem', 'CIS 3 Network', 'CIS 4 Logging', 'CIS 5 Access'],
  ],
  ['CIS level 2', production, ['CIS 6 Maintenance'], off],
  ['Firewall', production, ['Firewall default deny', 'Firewall logging']],
  ['Audit daemon', production, ['Audit rules', 'Audit service']],
  ['Sudoers', production, ['Sudoers']],
  ['Root password', production, ['Root account']],
  ['Web TLS baseline', web, ['TLS protocols', 'TLS certificates']],
  ['Web TLS ciphers', web, ['TLS ciphers']],
  ['PCI logging', [group('PCI scope')], ['PCI syslog', 'PCI retention']],
  ['Fail2ban', dmz, ['Fail2ban service'], off],
]

const base: readonly Line[] = [
  ['NTP client', less(['special:all'], ['policyServer:root']), ['NTP service', 'Chrony package']],
  ['Time\u200bzone policy', production, ['Timezone']],
  ['DNS resolver', production, ['DNS resolver']],
  ['Package repositories', production, ['APT sources', 'Repository keys']],
  ['Patch level', production, ['Unattended upgrades', 'Kernel version']],
  ['Monitoring agent', production, ['Node exporter', 'Legacy collector']],
  ['Log shipping', ['special:all_exceptPolicyServers'], ['Log shipper'], off],
  ['Users and groups', production, ['Admin users', 'Service users']],
  ['Cron jobs', [{ and: [group('Production servers'), group('Site paris1')] }], ['Cron jobs']],
  ['Agent health', ['special:all'], ['Agent health']],
  ['Policy server backups', ['policyServer:root'], ['Backup script']],
  ['Policy server kernel', ['special:all_policyServers'], ['Swap settings']],
  ['Deploy agents on staging', canary, ['Deploy agent']],
  ['Reboot because kernel', [], ['Reboot window']],
  ['Old collectors', [group('Retired')], ['Log shipper']],
  ['Future rollout', [group('Not yet')], ['Docker daemon']],
  ['Collector leftovers', production, ['Legacy collector', 'Old banner']],
  ['Draft', production, []],
]

const applications: readonly Line[] = [
  ['Web servers', web, ['nginx package', 'nginx configuration', 'nginx service']],
  ['App runtime', [group('App servers')], ['JVM', 'Tomcat']],
  ['PostgreSQL', databases, ['PostgreSQL package', 'PostgreSQL configuration', 'PostgreSQL service']],
  ['Redis cache', [group('Cache servers')], ['Redis package', 'Redis configuration']],
  ['Edge kiosk', [group('Edge devices')], ['Kiosk browser']],
  ['Backups 🛟 "nightly"', databases, ['Backup script', 'Backup retention']],
  ['<!channel> urgent patching', canary, ['Emergency patch']],
  ['*bold* _it_ & <https://evil.example|click me>', canary, ['`code` *bold* <@U123|you>'], off],
  ['Invoices \u202egnp.exe', canary, ['IPv6 off']],
  ['סריקת אבטחה', canary, ['CIS 6 Maintenance']],
]

/** The seeded categories of rules. */
export const categoriesOf = (): Category[] => [
  {
    parent: 'rootRuleCategory',
    id: 'rootRuleCategory',
    name: 'Rules',
    description: 'This is the main category of Rules',
  },
  { parent: 'rootRuleCategory', id: 'security', name: 'Security', description: '' },
  { parent: 'rootRuleCategory', id: 'base', name: 'Base system', description: '' },
  { parent: 'rootRuleCategory', id: 'applications', name: 'Applications', description: '' },
  { parent: 'applications', id: 'legacy', name: 'Legacy', description: 'To be emptied' },
]

/** The seeded rules: in use, partially applied, not applied for every reason, disabled, and with hostile names. */
export const rulesOf = (): Rule[] =>
  Object.entries({ security, base, applications }).flatMap(([categoryId, lines]) =>
    lines.map(([name, targets, directives, more]) => ({
      id: idOf('rule', name),
      displayName: name,
      categoryId,
      shortDescription: '',
      longDescription: '',
      directives: directives.map((one) => idOf('directive', one)),
      targets: structuredClone([...targets]),
      enabled: true,
      tags: [],
      ...structuredClone(more),
    })),
  )
