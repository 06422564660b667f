// What the tests of session, link and audio share: Amazon's login window, and the message that says
// what is not in order.

import { TIMEOUT, until } from './fixtures.mjs';

/** Lets `open` bring up Amazon's login window, and signs in there. */
export async function signIn(desk, open) {
  await open();
  const opened = () => desk.context.pages().find((page) => page !== desk.page);
  const login = await until(opened, 4 * TIMEOUT, () => 'no login window was opened');
  const closed = login.waitForEvent('close');
  await login.getByRole('heading', { name: 'Simulated Amazon sign-in' }).waitFor();
  await login.getByRole('button', { name: 'Sign in' }).click();
  await closed;
}

/**
 * Signs in while the CCP answers, as it does with a session that has expired: Streams closes its login window
 * at the next answer, a second later at the most, so no time passes meanwhile (`clock`).
 */
export async function signInAtOnce(desk, open) {
  const { clock } = desk.page;
  await clock.pauseAt((await desk.page.evaluate(() => Date.now())) + 1000);
  await desk.pass(1);
  await signIn(desk, open);
  await clock.resume();
}

/** How many times the toolbar's page was loaded. */
export function starts(desk) {
  return desk.server.requests.filter(({ host, path }) => host === 'toolbar.localhost' && path === '/').length;
}

/** The message of this title, with its cause and its buttons. */
export function message(desk, title) {
  const heading = desk.page.getByRole('heading', { name: title, exact: true });
  return desk.toolbar.locator('.message').filter({ has: heading });
}

/** The names of the buttons in a message. */
export function remedies(found) {
  return found.getByRole('button').evaluateAll((all) => all.map((button) => button.title || button.textContent.trim()));
}

/** Waits until a health word stands in the line, and none of the words that were there before. */
export async function health(desk, word, gone) {
  const line = desk.toolbar.getByRole('list', { name: 'Connections' });
  await line.getByText(word, { exact: true }).waitFor({ timeout: 2 * TIMEOUT });
  if (gone) {
    await line.getByText(gone, { exact: true }).waitFor({ state: 'detached' });
  }
}
