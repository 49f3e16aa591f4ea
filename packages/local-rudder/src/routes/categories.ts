import { log, requireReason, stored } from '../change.ts'
import { fieldsOf, quote, text } from '../fields.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Route } from '../route.ts'
import { idOf } from '../seed/id.ts'
import type { Category } from '../state.ts'

/** What differs between the categories of rules and of groups. */
export interface Kind {
  /** `rule`, `group`. */
  readonly word: 'rule' | 'group'
  of(call: Call): Category[]
  /** The ids of what is in a category, by key; the keys of the details. */
  content(call: Call, category: Category): Readonly<Record<string, readonly string[]>>
  /** What is in it as the tree shows it. */
  whole(call: Call, category: Category): Readonly<Record<string, unknown>>
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const plain = ({ id, name, description, parent }: Category) => ({ id, name, description, parent })

/** The endpoints of one kind of category, but for its tree. */
export const categoryRoutes = (kind: Kind): readonly Route[] => {
  const { word } = kind
  const key = `${word}Categories`
  const name = `${capital(word)}Category`
  const address = `${word}s/categories`
  const root = word === 'rule' ? 'rootRuleCategory' : 'GroupRoot'

  const shown = (call: Call, category: Category): unknown => ({
    ...plain(category),
    categories: kind
      .of(call)
      .filter((one) => one.parent === category.id && one !== category)
      .map((one) => one.id)
      .toSorted(),
    ...kind.content(call, category),
  })
  const one = (call: Call, category: Category): Answer => ({ id: category.id, data: { [key]: shown(call, category) } })
  const found = (call: Call): Category => {
    const [id] = call.parameters
    const category = kind.of(call).find((each) => each.id === id)
    if (!category) throw new Refused(`Error: ${word} category with id '${id}' was not found`)
    return category
  }
  const refuse = (what: string, why: string, id?: string) =>
    new Refused(`Could not ${what}; cause was: ${why}`, { raw: true, ...(id !== undefined && { id }) })
  const long = (what: string, title: string, id?: string) => {
    if (word === 'rule' || title.length >= 3) return
    throw refuse(what, `Unexpected: (Group category name '${title}' must at least have a 3 character size)`, id)
  }

  const create = (call: Call): Answer => {
    if (word === 'group') requireReason(call)
    const what = `create ${word} category`
    const field = fieldsOf(call.json ?? '{}', `Could not ${what}`)
    const title = field('name', text, quote)
    // Of rules the API says 3 and wants 4, and does not say what it was doing.
    if (word === 'rule' && (title ?? '').length <= 3)
      throw new Refused("'displayName' is mandatory and must be at least 3 char long")
    if (title === undefined)
      throw refuse(what, `Inconsistency: Could not create ${word} Category, cause: name is not defined`)
    long(what, title)
    const parent = field('parent', text, quote) ?? root
    const all = kind.of(call)
    const denied = (why: string) => (word === 'rule' ? new Refused(why) : refuse(what, `${stored(call)}: ${why}`))
    if (!all.some((each) => each.id === parent))
      throw denied(`The parent category '${parent}' was not found, can not add`)
    if (all.some((each) => each.parent === parent && each.name === title))
      throw denied(
        `Cannot create the Node Group Category with name '${title}'${word === 'rule' ? ' ' : ''}: a category with the same name exists at the same level`,
      )
    const id = field('id', text, quote) ?? idOf('group', `${title} ${call.now} ${all.length}`)
    const category = { id, name: title, description: field('description', text, quote) ?? '', parent }
    all.push(category)
    log(call, `${what} '${title}' (${id})`)
    return word === 'rule' ? one(call, category) : { data: { [key]: shown(call, category) } }
  }
  const update = (call: Call): Answer => {
    if (word === 'group') requireReason(call)
    const category = found(call)
    const field = fieldsOf(call.json ?? '{}', `Could not update ${capital(word)} category '${category.id}'`)
    const title = field('name', text, quote) ?? category.name
    long(`update ${capital(word)} category '${category.id}'`, title, category.id)
    category.name = title
    category.description = field('description', text, quote) ?? category.description
    category.parent = field('parent', text, quote) ?? category.parent
    log(call, `update ${word} category '${title}' (${category.id})`)
    return one(call, category)
  }
  const remove = (call: Call): Answer => {
    if (word === 'group') requireReason(call)
    const category = found(call)
    const all = kind.of(call)
    if (category.system)
      throw refuse(
        `delete ${capital(word)} category '${category.id}'`,
        `Inconsistency: Could not delete ${word} category '${category.id}', cause is: system categories cannot be deleted.`,
        category.id,
      )
    const full = Object.values(kind.content(call, category)).flat().length > 0
    if (full || all.some((each) => each.parent === category.id))
      throw new Refused(`Cannot delete category '${category.name}' since that category is not empty`)
    const answer = one(call, category)
    all.splice(all.indexOf(category), 1)
    log(call, `delete ${word} category '${category.name}' (${category.id})`)
    return answer
  }

  const details = { path: `${address}/{id}` }
  return [
    {
      name: `create${name}`,
      about: `Create a new ${word} category`,
      method: 'PUT',
      path: address,
      writes: true,
      answer: create,
    },
    {
      name: `get${name}Details`,
      about: `Get information about given ${word} category`,
      method: 'GET',
      ...details,
      answer: (call) => one(call, found(call)),
    },
    {
      name: `update${name}`,
      about: `Update information for given ${word} category`,
      method: 'POST',
      ...details,
      writes: true,
      answer: update,
    },
    {
      name: `delete${name}`,
      about: `Delete given ${word} category`,
      method: 'DELETE',
      ...details,
      writes: true,
      answer: remove,
    },
  ]
}

/** A category with all that is below it, as a tree; empty where there is no such category. */
export function treeOf(
  kind: Kind,
  call: Call,
  id: string,
  wanted: (category: Category) => boolean = () => true,
): unknown {
  const all = kind.of(call)
  const grow = (category: Category): unknown => ({
    ...plain(category),
    categories: all.filter((one) => one.parent === category.id && one !== category && wanted(one)).map(grow),
    ...kind.whole(call, category),
  })
  const root = all.find((one) => one.id === id)
  return root && grow(root)
}
