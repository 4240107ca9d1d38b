import { prefixedToken } from "../issued";

/** A live Stripe key. Test keys move no money and are left alone. */
export const stripeKey = prefixedToken({
  id: "stripe-key",
  title: "a Stripe secret key",
  reference: "https://docs.stripe.com/keys",
  prefixes: ["sk_", "rk_"],
  shape: /[sr]k_live_[A-Za-z\d]{24,120}/y,
});
