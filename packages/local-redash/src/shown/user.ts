import { md5 } from '../ids.ts'
import type { RedashState, User } from '../state.ts'

/** A time as every answer has it. */
export const shownTime = (at: number): string => new Date(at).toISOString()

const picture = (email: string): string => `https://www.gravatar.com/avatar/${md5(email)}?s=40&d=identicon`

const find = (state: RedashState, id: number): User => {
  const user = state.users.find((one) => one.id === id)
  if (!user) throw new RangeError(`no user ${id}`)
  return user
}

/** The owner of a dashboard. */
export const shownOwner = (state: RedashState, id: number): object => {
  const { name, email } = find(state, id)
  return { id, name, email, profile_image_url: picture(email) }
}

/** The owner of a query, with the address and much else. */
export const shownUser = (state: RedashState, id: number): object => {
  const { groups, disabled, createdAt } = find(state, id)
  return {
    ...shownOwner(state, id),
    groups,
    updated_at: shownTime(createdAt),
    created_at: shownTime(createdAt),
    disabled_at: disabled ? shownTime(createdAt) : null,
    is_disabled: disabled,
    active_at: shownTime(createdAt),
    is_invitation_pending: false,
    is_email_verified: true,
    auth_type: 'password',
  }
}

/** The user as its own session shows it. */
export const shownSelf = (user: User, permissions: readonly string[]): object => ({
  profile_image_url: picture(user.email),
  id: user.id,
  name: user.name,
  email: user.email,
  groups: user.groups,
  permissions,
})
