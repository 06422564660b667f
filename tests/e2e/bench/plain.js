// The yardstick: the same calls on the same Streams and the same card under the same style sheets,
// written by hand with the DOM's own functions and nothing between them.

/** Title, tone and buttons of a card by the contact's state. */
const STAGES = {
  connecting: ['Incoming call', 'wait', ['Accept', 'Decline']],
  connected: ['On a call', 'ok', ['End call']],
  ended: ['After call work', 'info', ['Clear contact']],
  error: ['Missed call', 'bad', ['Clear contact']],
};

/** Class of a button, and what it asks for. */
const BUTTONS = {
  Accept: ['at-accept good strong', (contact) => contact.accept()],
  Decline: ['at-decline', (contact) => contact.reject()],
  'End call': ['at-end bad strong', (contact) => contact.getAgentConnection().destroy()],
  'Clear contact': ['at-clear strong', (contact) => contact.clear()],
};

const find = (selector, parent = document) => parent.querySelector(selector);
const clone = (id) => find(id).content.firstElementChild.cloneNode(true);

const main = find('main');
const idle = find('#idle');
const cards = new Map();
let agentSince = Date.now();

const config = await (await fetch('config.json')).json();
// As the toolbar does: Streams' own log costs more than either page.
connect.getLog().setLogLevel(connect.LogLevel.ERROR);
connect.getLog().setEchoLevel(connect.LogLevel.ERROR);
connect.core.initCCP(find('#ccp'), {
  ...config.connect,
  loginPopup: true,
  loginPopupAutoClose: true,
  softphone: { allowFramedSoftphone: true },
  ccpAckTimeout: 5000,
  ccpSynTimeout: 3000,
  ccpLoadTimeout: 10000,
});
const fusion = linked();
connect.agent((agent) => {
  agent.onRefresh(render);
  render(agent);
});
setInterval(tick, 1000);

/** Speaks with the Fusion around this page as far as a call needs it; `null` where there is none. */
function linked() {
  const origin = new URLSearchParams(location.search).get('oraParentFrame');
  if (!origin) {
    return null;
  }
  const toolbarName = new URLSearchParams(location.search).get('oraTbName');
  const [channel, channelType, appClassification] = ['PHONE', 'ORA_SERVICE', 'ORA_SERVICE'];
  const post = (message) => parent.postMessage(JSON.stringify(message), origin);
  const told = new Map();
  const contactOf = (eventId) => new connect.Contact(eventId);
  const tell = (method, eventId, body) => {
    if (told.get(eventId)?.has(method)) {
      return;
    }
    told.set(eventId, (told.get(eventId) ?? new Set()).add(method));
    post({ method, uuid: crypto.randomUUID(), toolbarName, data: { channel, channelType, appClassification, eventId, ...body } });
  };
  addEventListener('message', (event) => {
    if (event.source !== parent || event.origin !== origin) {
      return;
    }
    const { method, command, eventId, slot, commandId } = JSON.parse(event.data);
    if (method === 'onToolbarInteractionCommand' && command === 'accept') {
      contactOf(eventId).accept({
        success: () => post({ method: 'tbInteractionCommandResponse', toolbarName, eventId, command, commandId, slot, channel, result: 'success', outData: {} }),
      });
    }
  });
  return (contact, type) => {
    const eventId = contact.contactId;
    const inData = { SVCMCA_ANI: contact.getInitialConnection().getEndpoint().phoneNumber, SVCMCA_CALL_ID: eventId };
    if (type === 'connecting') {
      tell('newCommEvent', eventId, { inData });
    } else if (type === 'connected') {
      tell('startCommEvent', eventId, { inData });
    } else if (type === 'ended') {
      tell('closeCommEvent', eventId, { reason: 'WRAPUP', inData });
    }
  };
}

/** Brings the page to what Connect says now. */
function render(agent) {
  const { name, startTimestamp } = agent.getState();
  find('#state').textContent = name;
  agentSince = startTimestamp.getTime();
  const contacts = agent.getContacts();
  const ids = new Set(contacts.map((contact) => contact.contactId));
  for (const [id, card] of cards) {
    if (!ids.has(id)) {
      card.element.remove();
      cards.delete(id);
    }
  }
  for (const contact of contacts) {
    update(cards.get(contact.contactId) ?? addCard(contact), contact);
  }
  idle.hidden = cards.size > 0;
  tick();
  // Last, for it makes the browser lay the page out.
  find('[role=alertdialog]:not(:focus)')?.focus();
}

/** A card for a new contact, with what does not change in it. */
function addCard(contact) {
  const card = { element: clone('#card'), since: Date.now() };
  const { phoneNumber } = contact.getInitialConnection().getEndpoint();
  find('.who-first', card.element).textContent = formatted(phoneNumber);
  find('.queue > :last-child', card.element).textContent = contact.getQueue().name;
  cards.set(contact.contactId, card);
  main.prepend(card.element);
  return card;
}

/** Writes the contact's state into its card, if it is another than before. */
function update(card, contact) {
  const { type, timestamp } = contact.getState();
  if (card.type === type) {
    return;
  }
  const [title, tone, labels] = STAGES[type] ?? ['Contact', 'off', []];
  fusion?.(contact, type);
  const { element } = card;
  card.type = type;
  card.since = timestamp.getTime();
  element.dataset.tone = tone;
  element.classList.toggle('upper', type === 'connecting');
  find('h2', element).textContent = title;
  for (const button of element.querySelectorAll('button')) {
    button.remove();
  }
  element.append(...labels.map((label) => button(label, contact)));
  // Whoever works here gets the keyboard to the ring.
  element.setAttribute('role', type === 'connecting' && document.hasFocus() ? 'alertdialog' : 'group');
}

function button(label, contact) {
  const [className, ask] = BUTTONS[label];
  const element = clone('#button');
  element.classList.add(...className.split(' '));
  find('.word', element).textContent = label;
  element.addEventListener('click', () => ask(contact));
  return element;
}

/** Writes every span of time. */
function tick() {
  find('#since').textContent = span(agentSince);
  for (const { element, since } of cards.values()) {
    find('.timer', element).textContent = span(since);
  }
}

function span(since) {
  const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
  const two = (number) => String(number).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** The number as a person reads it. */
function formatted(number) {
  const parsed = libphonenumber.parsePhoneNumber(number, 'US');
  return parsed?.isPossible() ? parsed.formatInternational() : number;
}
