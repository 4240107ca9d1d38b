import { ordersLeft } from "../../../ops/exchange/orders-left";

it("shows that none is left where every kind was seen empty, and nowhere else", () => {
  expect(ordersLeft({ cancelled: 3, left: 0, unseen: [] })).toBeUndefined();
  expect(ordersLeft({ left: 2 })).toEqual({ isUnknown: false, why: "2 orders are still open" });
  for (const left of [null, undefined, "0", {}]) expect(ordersLeft({ left })?.isUnknown).toBe(true);
  expect(ordersLeft({ left: null, unseen: ["futures", "spot-oco", 7, "<b>"] })?.why).toContain("of futures, spot-oco:");
});
