package org.cvmsnap.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Vds.Export;

/** The constraints of domains as XML, in the form that {@code ldm add-domain -i} reads. */
final class LdmXml {
  private static final String PROPERTY = "gprop:GenericProperty";

  private final SimNode node;
  private final StringBuilder out = new StringBuilder();

  LdmXml(SimNode node) {
    this.node = node;
  }

  String of(List<Domain> domains) {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<LDM_interface version=\"1.3\"");
    out.append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
    Map.of(
            "ovf", "envelope",
            "rasd", "CIM_ResourceAllocationSettingData",
            "vssd", "CIM_VirtualSystemSettingData",
            "gprop", "GenericProperty",
            "bind", "Binding")
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one ->
                out.append(" xmlns:%s=\"./schemas/%s\"".formatted(one.getKey(), one.getValue())));
    out.append(">\n");
    for (Domain domain : domains) {
      out.append("  <data version=\"3.0\">\n    <Envelope>\n      <References/>\n");
      out.append("      <Content xsi:type=\"ovf:VirtualSystem_Type\" ovf:id=\"");
      out.append(escaped(domain.name)).append("\">\n");
      domain(domain);
      out.append("      </Content>\n    </Envelope>\n  </data>\n");
    }
    return out.append("</LDM_interface>\n").toString();
  }

  private void domain(Domain domain) {
    out.append("        <Section xsi:type=\"ovf:ResourceAllocationSection_Type\">\n");
    out.append("          <Item>\n");
    element("rasd:OtherResourceType", "ldom_info");
    element("uuid", domain.uuid());
    element("rasd:Address", domain.mac);
    property("failure-policy", domain.failurePolicy);
    domain.masters.forEach(master -> property("master", master));
    out.append("          </Item>\n        </Section>\n");
    amount("cpu", domain.cpus);
    amount("memory", domain.megabytes << 20);
    if (domain.control) {
      LdmResources.BUSES.keySet().forEach(bus -> item("physio_device", Map.of("name", bus)));
      services();
    } else {
      Map<String, String> network = new LinkedHashMap<>();
      network.put("vnet_name", "vnet0");
      network.put("service_name", "primary-vsw0");
      item("network", network);
    }
    for (Vdisk disk : domain.disks) {
      String volume = disk.volume();
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("vdisk_name", disk.name());
      properties.put("service_name", volume.substring(volume.indexOf('@') + 1));
      properties.put("vol_name", volume.substring(0, Math.max(0, volume.indexOf('@'))));
      properties.put("timeout", disk.timeout());
      properties.put("id", String.valueOf(disk.id()));
      item("disk", properties);
    }
    domain.variables.forEach(
        (name, value) -> {
          Map<String, String> variable = new LinkedHashMap<>();
          variable.put("name", name);
          variable.put("value", value);
          item("var", variable);
        });
  }

  private void services() {
    for (Vds vds : node.services) {
      item("vds", Map.of("service_name", vds.name));
      for (Export export : vds.exports()) {
        Map<String, String> volume = new LinkedHashMap<>();
        volume.put("vol_name", export.name());
        volume.put("service_name", vds.name);
        volume.put("block_dev", export.device());
        volume.put("vol_opts", export.options());
        volume.put("mpgroup", export.mpgroup());
        item("vds_volume", volume);
      }
    }
  }

  private void begin(String type) {
    out.append("        <Section xsi:type=\"ovf:VirtualHardwareSection_Type\">\n");
    out.append("          <Item>\n");
    element("rasd:OtherResourceType", type);
  }

  private void end() {
    out.append("          </Item>\n        </Section>\n");
  }

  private void amount(String type, long units) {
    begin(type);
    element("rasd:AllocationUnits", String.valueOf(units));
    end();
  }

  /** Properties without a value are left out. */
  private void item(String type, Map<String, String> properties) {
    begin(type);
    properties.forEach(this::property);
    end();
  }

  private void element(String name, String value) {
    out.append("            <%1$s>%2$s</%1$s>\n".formatted(name, escaped(value)));
  }

  private void property(String key, String value) {
    if (!value.isEmpty()) {
      out.append(
          "            <%1$s key=\"%2$s\">%3$s</%1$s>\n".formatted(PROPERTY, key, escaped(value)));
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
