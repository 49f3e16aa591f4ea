/** One file that may use these nouns, and why. */
export interface Excuse {
  readonly where: string
  readonly nouns: readonly string[]
  readonly why: string
}

const runtime = 'Node.js, whose version is reported'

/** Every use of a system's nouns in the core, as they stand there. */
export const excused: readonly Excuse[] = [
  { where: 'src/run/context.ts', nouns: ['node'], why: runtime },
  { where: 'src/run/gauges.ts', nouns: ['node'], why: runtime },
  { where: 'src/run/status-words.ts', nouns: ['node'], why: runtime },
  { where: 'src/config/yaml.ts', nouns: ['node', 'directives'], why: 'YAML has nodes and directives of its own' },
  { where: 'src/store/db.ts', nouns: ['node'], why: 'a node of the syntax tree of a query' },
  { where: 'src/store/impact.ts', nouns: ['nodes'], why: 'what the version before reads and writes' },
  {
    where: 'src/run/former.ts',
    nouns: ['node', 'nodes', 'change request'],
    why: 'the words of the version before, which knew one system',
  },
  { where: 'src/app.ts', nouns: ['node'], why: runtime },
]
