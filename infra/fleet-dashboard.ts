import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { fleetDashboardBody } from "./eyes/fleet-dashboard-body";

/** What a fleet's dashboard is made of. */
export interface FleetDashboardArgs {
  /** Regions that bots are in, such as `eu-west-1`. */
  readonly regions: readonly string[];
}

/** All bots of an account on one CloudWatch dashboard, a row a region. Bots that come later appear by themselves. */
export class FleetDashboard extends pulumi.ComponentResource {
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: FleetDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:FleetDashboard", name, {}, opts);
    const dashboard = new aws.cloudwatch.Dashboard(
      name,
      { dashboardName: name, dashboardBody: JSON.stringify(fleetDashboardBody(args.regions)) },
      { parent: this },
    );
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ dashboardName: this.dashboardName });
  }
}
