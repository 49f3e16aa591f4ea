/** What stands under a name in a record, and not what every object has: `constructor` is a fine name of a parameter. */
export const ownProperty = <T>(all: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined
