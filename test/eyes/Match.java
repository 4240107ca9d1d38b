import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import software.amazon.event.ruler.Machine;

/**
 * Says which event patterns match which events, by AWS's own matcher. Reads a JSON object a line: {"rule": NAME, "pattern": …}
 * adds a rule, {"event": …} is answered with {"matches": [NAME, …]}. A pattern that the matcher does not take ends the program.
 */
public final class Match {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Machine machine = new Machine();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode order = json.readTree(line);
      if (order.has("rule")) {
        machine.addRule(order.get("rule").asText(), order.get("pattern").toString());
        continue;
      }
      ObjectNode answer = json.createObjectNode();
      answer.putPOJO("matches", new TreeSet<>(machine.rulesForJSONEvent(order.get("event").toString())));
      System.out.println(json.writeValueAsString(answer));
    }
  }
}
