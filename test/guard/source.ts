import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseAst } from 'vitest/node'

const root = join(import.meta.dirname, '../..')

/** One file of ours; the path is from the root of the repository. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** A node of the syntax tree, as far as it is looked at here. */
export interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Every TypeScript file below these folders, sorted. */
export const sources = (...folders: readonly string[]): readonly Source[] =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** The TypeScript files of every package, without their tests. */
export const sourcesOfPackages = (): readonly Source[] =>
  sources('packages').filter(({ path }) => /^packages\/[^/]+\/src\//.test(path))

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

/** Visits a tree from the top; `parents` begins with the nearest. */
export const visit = (
  node: Node,
  see: (node: Node, parents: readonly Node[]) => void,
  parents: readonly Node[] = [],
): void => {
  see(node, parents)
  const under = [node, ...parents]
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see, under)
  }
}

/** The syntax tree of a file. */
export const parsed = ({ path, text }: Source): Node =>
  parseAst(text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }) as unknown as Node

/** One import, re-export, dynamic import or type import. */
export interface Import {
  readonly from: string
  /** A path of ours (`src/errors.ts`), or the specifier as written (`zod`, `#bot`). */
  readonly to: string
  /** What is taken: names as exported, `*` for all of it, empty for its effects alone. */
  readonly names: readonly string[]
  /** Those of `names` that are not taken as types. */
  readonly values: readonly string[]
  readonly typesOnly: boolean
}

const nameOf = (node: unknown): string => {
  if (!isNode(node)) return ''
  return String(node.name ?? node.value ?? '')
}

const specifier = ({ type, imported, local }: Node): string => {
  if (type === 'ImportNamespaceSpecifier') return '*'
  if (type === 'ImportDefaultSpecifier') return 'default'
  return nameOf(type === 'ExportSpecifier' ? local : imported)
}

const isType = ({ importKind, exportKind }: Node) => importKind === 'type' || exportKind === 'type'

/** Everything that a file takes from elsewhere. */
export const importsOf = (source: Source): readonly Import[] => {
  const found: Import[] = []
  const add = (specifierNode: unknown, names: readonly string[], typesOnly: boolean, values = names) => {
    const written = nameOf(specifierNode)
    const to = written.startsWith('.') ? posix.join(posix.dirname(source.path), written) : written
    found.push({ from: source.path, to, names, values: typesOnly ? [] : values, typesOnly })
  }
  visit(parsed(source), (node) => {
    const list = Array.isArray(node.specifiers) ? (node.specifiers as Node[]) : []
    const typesOnly = isType(node) || (list.length > 0 && list.every(isType))
    const isNamed = node.type === 'ImportDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source)
    const values = list.filter((one) => !isType(one)).map(specifier)
    if (isNamed) add(node.source, list.map(specifier), typesOnly, values)
    if (node.type === 'ExportAllDeclaration') add(node.source, ['*'], typesOnly)
    if (node.type === 'ImportExpression') add(node.source, ['*'], false)
    if (node.type === 'TSImportType') add(node.source ?? node.argument, ['*'], true)
  })
  return found
}

const declaredIn = (pattern: unknown): readonly string[] => {
  if (!isNode(pattern)) return []
  const { type, properties, elements, value, left, argument } = pattern
  if (type === 'Identifier') return [nameOf(pattern)]
  const inner = (type === 'ObjectPattern' ? properties : type === 'ArrayPattern' ? elements : undefined) as
    | readonly unknown[]
    | undefined
  return inner ? inner.flatMap(declaredIn) : declaredIn(value ?? left ?? argument)
}

/** The names that a file itself declares and exports; what it passes on from another one is not among them. */
export const exportedBy = (source: Source): readonly string[] =>
  (parsed(source).body as readonly Node[]).flatMap(({ type, declaration }) => {
    if (type !== 'ExportNamedDeclaration' || !isNode(declaration)) return []
    const { declarations, id } = declaration
    if (!Array.isArray(declarations)) return [nameOf(id)]
    return declarations.flatMap((one: Node) => declaredIn(one.id))
  })
