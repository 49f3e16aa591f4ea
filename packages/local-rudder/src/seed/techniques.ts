import type { Directive, Method, Technique } from '../state.ts'

const places: readonly (readonly [RegExp, string])[] = [
  [/^(ssh|user|sudo|firewall|audit|cis)/, 'security'],
  [/^(file|package|nginx|tomcat|docker)/, 'applications'],
  [/./, 'systemSettings'],
]
const placeOf = (id: string) => places.find(([name]) => name.test(id))?.[1] ?? 'systemSettings'

/** `sshConfiguration` as people read it: `Ssh configuration`. */
const titleOf = (id: string) => {
  const words = id.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const revision = { date: '2025-10-02T08:30:00Z', author: 'marc', message: 'Technique changed in the editor' }

const builtIn = (id: string, version: string): Technique => ({
  id,
  version,
  name: titleOf(id),
  category: placeOf(id),
  source: 'built-in',
  description: '',
  documentation: '',
  parameters: [],
  calls: [],
  resources: [],
  revisions: [{ ...revision, revision: '5d41402abc4b2a76b9719d911017c592ae6d1f0b' }],
})

const call = (component: string, method: string, parameters: Readonly<Record<string, string>>) => ({
  id: `call-${component.toLowerCase().replaceAll(' ', '-')}`,
  component,
  method,
  condition: 'linux',
  disableReporting: false,
  parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
})

/** What a technique hands to its methods may be secret too. */
const edited: readonly Technique[] = [
  {
    id: 'linux_baseline',
    name: 'Linux baseline',
    version: '1.0',
    category: 'ncf_techniques',
    source: 'editor',
    description: 'What every Linux has',
    documentation: 'Ask the *Linux* team.',
    parameters: [{ id: 'p1', name: 'banner', description: 'Shown at login', mayBeEmpty: false }],
    calls: [
      call('Banner', 'file_content', { path: '/etc/issue', lines: '$' + '{linux_baseline.banner}' }),
      {
        id: 'block-1',
        component: 'Accounts',
        condition: '',
        reportingLogic: { type: 'worst-case-weighted-sum' },
        calls: [call('Root', 'user_password_hash', { login: 'root', password: 'play-technique-secret' })],
      },
    ],
    resources: [{ path: 'banner.txt', state: 'untouched' }],
    revisions: [{ ...revision, revision: '7d793037a0760186574b0282f2f435e71ad0c1b2' }],
  },
  {
    id: 'backup_agent',
    name: 'Backup agent',
    version: '1.0',
    category: 'ncf_techniques',
    source: 'editor',
    description: '',
    documentation: '',
    parameters: [],
    resources: [],
    revisions: [],
    calls: [call('Package', 'package_present', { name: 'restic' })],
  },
]

/** One technique for each that a directive is made of, a newer version of one, and two of the technique editor. */
export const techniquesOf = (directives: readonly Directive[]): Technique[] => {
  const names = [...new Set(directives.map(({ techniqueName }) => techniqueName))].toSorted()
  const own = names.flatMap((name) =>
    name === 'sshConfiguration' ? [builtIn(name, '1.0'), builtIn(name, '2.0')] : [builtIn(name, '1.0')],
  )
  return [...own, ...structuredClone([...edited])]
}

const parameter = (name: string, description: string) => ({
  name,
  description,
  constraints: { allow_empty_string: false, max_length: 16_384 },
  type: 'string',
})

/** The methods that those call, and one more. */
export const methodsOf = (): Method[] => [
  {
    id: 'file_content',
    name: 'File content',
    description: 'Enforce the content of a file',
    parameters: [parameter('path', 'Where it is'), parameter('lines', 'What is in it')],
  },
  {
    id: 'user_password_hash',
    name: 'User password hash',
    description: 'Set the password of a user',
    parameters: [parameter('login', 'Who'), parameter('password', 'As a hash')],
  },
  {
    id: 'package_present',
    name: 'Package present',
    description: 'Install a package',
    parameters: [parameter('name', 'Which')],
  },
  {
    id: 'service_restart',
    name: 'Service restart',
    description: 'Restart a service',
    parameters: [parameter('name', 'Which')],
  },
]
