<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:f">
  <xsl:function name="f:yes"><xsl:param name="node"/><xsl:sequence select="true()"/></xsl:function>
</xsl:stylesheet>
