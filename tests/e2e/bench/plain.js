// The yardstick: the same calls on the same Streams, written by hand with the DOM's own functions and
// nothing between them. It draws a card for each contact and has the same four buttons.

const TITLES = {
  connecting: 'Incoming call',
  connected: 'On a call',
  ended: 'After call work',
  error: 'Missed call',
};

const container = document.querySelector('#ccp');
const list = document.querySelector('#cards');
const state = document.querySelector('#state');
const cards = new Map();

const config = await (await fetch('config.json')).json();
// As the toolbar does: Streams' own log costs more than either page.
connect.getLog().setLogLevel(connect.LogLevel.ERROR);
connect.getLog().setEchoLevel(connect.LogLevel.ERROR);
connect.core.initCCP(container, {
  ...config.connect,
  loginPopup: true,
  loginPopupAutoClose: true,
  softphone: { allowFramedSoftphone: true },
  ccpAckTimeout: 5000,
  ccpSynTimeout: 3000,
  ccpLoadTimeout: 10000,
});
connect.agent((agent) => {
  agent.onRefresh(render);
  render(agent);
});

/** Brings the page to what Connect says now. */
function render(agent) {
  state.textContent = agent.getState().name;
  const contacts = agent.getContacts();
  const ids = new Set(contacts.map((contact) => contact.contactId));
  for (const [id, card] of cards) {
    if (!ids.has(id)) {
      card.element.remove();
      cards.delete(id);
    }
  }
  for (const contact of contacts) {
    const card = cards.get(contact.contactId) ?? addCard(contact);
    update(card, contact);
  }
}

/** An empty card for a new contact. */
function addCard(contact) {
  const element = document.createElement('article');
  const card = { element, title: add(element, 'h2'), who: add(element, 'p'), queue: add(element, 'p'), buttons: add(element, 'div') };
  element.setAttribute('role', 'group');
  cards.set(contact.contactId, card);
  list.append(element);
  return card;
}

/** Writes into a card what is another than before. */
function update(card, contact) {
  const { type } = contact.getState();
  if (card.type === type) {
    return;
  }
  card.type = type;
  card.title.textContent = TITLES[type] ?? 'Contact';
  card.who.textContent = formatted(contact.getInitialConnection().getEndpoint().phoneNumber);
  card.queue.textContent = `Queue: ${contact.getQueue().name}`;
  card.buttons.replaceChildren(...buttons(type, contact));
}

function buttons(type, contact) {
  switch (type) {
    case 'connecting':
      return [button('Accept', () => contact.accept()), button('Decline', () => contact.reject())];
    case 'connected':
      return [button('End call', () => contact.getAgentConnection().destroy())];
    default:
      return [button('Clear contact', () => contact.clear())];
  }
}

function button(label, onClick) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  element.addEventListener('click', onClick);
  return element;
}

function add(parent, name) {
  return parent.appendChild(document.createElement(name));
}

/** The number as a person reads it. */
function formatted(number) {
  const parsed = libphonenumber.parsePhoneNumber(number, 'US');
  return parsed?.isPossible() ? parsed.formatInternational() : number;
}
