// Prints what hosts the installed ccxt knows, class by class: those of live services, and those of test and demo services.
// A process of its own, since ccxt brings ES modules along and jest loads none.
import ccxt from "ccxt";

const services = {
  live: ["api", "api2", "ws", "hostnames"],
  test: ["test", "demo", "demotrading"],
  // Pages for people.
  none: ["logo", "www", "doc", "fees", "referral", "api_management"],
};

function* urlsIn(value) {
  if (typeof value === "string") yield value;
  else if (value !== null && typeof value === "object") for (const one of Object.values(value)) yield* urlsIn(one);
}

function serviceOf(part) {
  const found = Object.keys(services).find((service) => services[service].includes(part));
  if (found === undefined) throw new Error(`urls.${part} of ccxt is neither live nor test nor pages.`);
  return found;
}

const classes = {};
for (const name of ccxt.exchanges) {
  const hosts = { live: new Set(), test: new Set(), none: new Set() };
  for (const Class of [ccxt[name], ccxt.pro[name]]) {
    if (Class === undefined) continue;
    const exchange = new Class();
    for (const [part, value] of Object.entries(exchange.urls)) {
      const service = serviceOf(part);
      if (service === "none") continue;
      for (const text of urlsIn(value)) {
        const whole = exchange.implodeParams(text, { hostname: exchange.hostname });
        hosts[service].add(new URL(whole.includes("://") ? whole : `https://${whole}`).hostname);
      }
    }
  }
  classes[name] = { live: [...hosts.live], test: [...hosts.test] };
}
process.stdout.write(JSON.stringify(classes));
