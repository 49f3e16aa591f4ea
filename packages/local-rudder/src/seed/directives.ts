import type { Directive } from '../state.ts'
import { idOf } from './id.ts'

type Line = readonly [name: string, technique: string, components: readonly string[], more?: Partial<Directive>]

const audit = { policyMode: 'audit' } as const

const lines: readonly Line[] = [
  ['SSH settings', 'sshConfiguration', ['SSH daemon configuration', 'SSH ciphers']],
  ['SSH banner', 'fileContent', ['/etc/issue.net']],
  ['SSH service', 'servicesManagement', ['SSH service']],
  ['SSH settings (jump hosts)', 'sshConfiguration', ['SSH daemon configuration']],
  ['SSH settings (legacy)', 'sshConfiguration', ['SSH daemon configuration'], { priority: 0 }],
  ['SSH key rotation', 'sshKeyDistribution', ['Authorized keys']],
  ['Login banner', 'fileContent', ['/etc/motd']],
  ['NTP service', 'ntpConfiguration', ['NTP service', 'NTP configuration']],
  ['Chrony package', 'packageManagement', ['Package chrony']],
  ['Timezone', 'fileContent', ['/etc/timezone']],
  ['DNS resolver', 'dnsConfiguration', ['/etc/resolv.conf']],
  ['CIS 1 Filesystem', 'cisFilesystem', ['CIS 1.1 Partitions', 'CIS 1.4 Boot'], audit],
  ['CIS 3 Network', 'cisNetwork', ['CIS 3.1 Parameters', 'CIS 3.3 Firewall'], audit],
  ['CIS 4 Logging', 'cisLogging', ['CIS 4.2 rsyslog'], audit],
  ['CIS 5 Access', 'cisAccess', ['CIS 5.2 SSH', 'CIS 5.4 Accounts'], audit],
  ['CIS 6 Maintenance', 'cisMaintenance', ['CIS 6.1 Files'], audit],
  ['Firewall default deny', 'firewall', ['Input chain', 'Forward chain']],
  ['Firewall logging', 'firewall', ['Log rule']],
  ['Audit rules', 'auditd', ['/etc/audit/rules.d']],
  ['Audit service', 'servicesManagement', ['Audit service']],
  ['Sudoers', 'sudoParameters', ['/etc/sudoers', 'Sudo groups']],
  ['Root account', 'userManagement', ['Root password']],
  ['Admin users', 'userManagement', ['Admin users', 'Admin keys']],
  ['Service users', 'userManagement', ['Service users']],
  ['TLS protocols', 'nginxTls', ['TLS protocols']],
  ['TLS certificates', 'fileCopy', ['Certificate', 'Private key']],
  ['TLS ciphers', 'nginxTls', ['TLS ciphers']],
  ['PCI syslog', 'syslog', ['Remote logging'], audit],
  ['PCI retention', 'logrotate', ['Log retention'], audit],
  ['Fail2ban service', 'servicesManagement', ['Fail2ban service']],
  ['APT sources', 'packageRepositories', ['Sources', 'Priorities']],
  ['Repository keys', 'packageRepositories', ['Keys']],
  ['Unattended upgrades', 'packageManagement', ['Unattended upgrades']],
  ['Kernel version', 'kernelVersion', ['Kernel version'], audit],
  ['Node exporter', 'servicesManagement', ['Package node-exporter', 'Node exporter service']],
  ['Log shipper', 'servicesManagement', ['Log shipper service']],
  ['Legacy collector', 'servicesManagement', ['Collector service'], { enabled: false }],
  ['Cron jobs', 'jobScheduler', ['Nightly job']],
  ['Deploy agent', 'packageManagement', ['Package deploy-agent']],
  ['Reboot window', 'jobScheduler', ['Reboot window']],
  ['Agent health', 'rudderAgent', ['Agent health']],
  ['nginx package', 'packageManagement', ['Package nginx']],
  ['nginx configuration', 'fileContent', ['/etc/nginx/nginx.conf', 'Virtual hosts']],
  ['nginx service', 'servicesManagement', ['nginx service']],
  ['JVM', 'packageManagement', ['Package openjdk']],
  ['Tomcat', 'tomcatConfiguration', ['server.xml', 'Tomcat service']],
  ['PostgreSQL package', 'packageManagement', ['Package postgresql']],
  ['PostgreSQL configuration', 'fileContent', ['postgresql.conf', 'pg_hba.conf']],
  ['PostgreSQL service', 'servicesManagement', ['PostgreSQL service']],
  ['Redis package', 'packageManagement', ['Package redis']],
  ['Redis configuration', 'fileContent', ['redis.conf']],
  ['Kiosk browser', 'packageManagement', ['Package kiosk']],
  ['Backup script', 'fileCopy', ['backup.sh']],
  ['Backup retention', 'jobScheduler', ['Retention job']],
  ['Emergency patch', 'packageManagement', ['Package openssl']],
  ['`code` *bold* <@U123|you>', 'fileContent', ['</etc/a&b>']],
  ['Swap settings', 'kernelParameters', ['vm.swappiness']],
  ['Old banner', 'fileContent', ['/etc/issue'], { enabled: false }],
  ['IPv6 off', 'kernelParameters', ['net.ipv6']],
  ['Docker daemon', 'dockerConfiguration', ['daemon.json']],
]

const variable = (name: string, value: string) => ({ var: { name, value } })

/** Parameters hold passwords on real servers, so some do here: no answer may ever show one. */
const secrets: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'Root account': [
    ['USER_LOGIN', 'root'],
    ['USER_PASSWORD', 'play-secret-do-not-show'],
  ],
  'Admin users': [
    ['USER_LOGIN', 'admin'],
    ['USER_PASSWORD', 'play-secret-of-admin'],
  ],
  'TLS certificates': [
    ['FILE_PATH', '/etc/ssl/private/acme.key'],
    ['FILE_CONTENT', 'play-secret-private-key'],
  ],
  'PostgreSQL configuration': [['FILE_CONTENT', 'password = play-secret-of-postgres']],
}

const parameters = (name: string) => ({
  section: {
    name: 'sections',
    sections: [
      {
        section: {
          name,
          vars: (secrets[name] ?? [['COMMENT', `Seeded for ${name}`]]).map(([key, value]) => variable(key, value)),
        },
      },
    ],
  },
})

/** The seeded directives. */
export const directivesOf = (): Directive[] =>
  lines.map(([name, techniqueName, components, more]) => ({
    id: idOf('directive', name),
    displayName: name,
    shortDescription: '',
    longDescription: '',
    techniqueName,
    techniqueVersion: '1.0',
    parameters: parameters(name),
    priority: 5,
    enabled: true,
    policyMode: 'default',
    tags: [],
    components: [...components],
    ...more,
  }))
