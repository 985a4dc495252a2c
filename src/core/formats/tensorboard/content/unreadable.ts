// The bytes of an item are not what they should be; the message is for the user.

export class Unreadable extends Error {}
