import { userInfo } from 'node:os'

/** The account of this machine that runs the command line: its name; in a container that knows no names, its number. */
export const accountName = (): string => {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.())
  }
}
